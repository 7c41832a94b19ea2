import { createHash } from 'node:crypto';
import { groupedBy } from '../../../core/grouped-by.ts';
import { type Case, type Expected, type Kind, kind, slug, type Target } from '../kind.ts';
import type { RecordedMoment, Recording } from '../recording.ts';

/** A moment of the run; undefined before it is started. */
export interface MomentTarget extends Target {
  moment: RecordedMoment | undefined;
}

interface Happening {
  expected: Expected;
  /** What it happens to, where it may come in a run with other faults. */
  strikesOn?: string;
  /** Whether it can happen at a moment. */
  when?: (moment: RecordedMoment) => boolean;
  /** Whether it can have happened before the run, too. */
  before?: (recording: Recording) => boolean;
  act: (on: Case, moment: RecordedMoment | undefined) => unknown;
}

/** A kind of fault that comes while a run is in a state: in each, the first and the last time. */
export function happens(name: string, { expected, strikesOn, when = () => true, before = () => false, act }: Happening): Kind {
  return kind<MomentTarget>({
    name,
    expected,
    ...(strikesOn ? { strikesOn: () => ({ step: strikesOn }) } : {}),
    targets: (recording) => [...(before(recording) ? [{ id: 'before', moment: undefined }] : []), ...momentTargets(recording, when)],
    arm: async (on, { moment }) => {
      if (moment) return on.rig.at(moment, () => act(on, moment));
      await act(on, undefined);
      return () => true;
    },
  });
}

/** States in which a run spends time: at the others nothing can come between. */
function lasts({ type, machine }: RecordedMoment): boolean {
  return (type === 'Task' || type === 'Wait') && machine !== 'report-failure';
}

function momentTargets({ moments }: Recording, possible: (moment: RecordedMoment) => boolean): MomentTarget[] {
  const fitting = moments.filter((moment) => lasts(moment) && possible(moment));
  return [...groupedBy(fitting, ({ machine, state }) => `${machine} ${state}`).values()].flatMap((alike) =>
    [...new Set([alike[0]!, alike.at(-1)!])].map((moment) => ({
      id: [moment.machine, slug(moment.state), moment.nth].join('.'),
      moment,
    })),
  );
}

/** One of several, the same for the same case. */
export function oneOf<T>(choices: T[], { id }: Case): T {
  return choices[createHash('sha256').update(id).digest().readUInt32BE() % choices.length]!;
}
