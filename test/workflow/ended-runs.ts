import { intents } from '../../core/intents.ts';
import type { AwsPlace } from '../../emulator/cloud.ts';
import type { EventEnvelope } from '../../emulator/services/events/event.ts';
import type { Execution } from '../../emulator/services/states/execution.ts';
import { OncePerThing } from './once-per-thing.ts';

/** What somebody was told of stays told. */
const toldToPeople = new WeakSet<Execution>();
/** A machine that is changed is another. */
const entries = new OncePerThing(({ name }: Execution['machine']) => isEntry(name));

/** What has ended in a home, as it is at this moment, and what is said of it. A home that many tests share has hundreds, looked at after each. */
export class EndedRuns {
  /** All executions, parts among them. */
  readonly all: Execution[];
  /** Those that somebody started, no parts of others. */
  readonly entries: Execution[];
  readonly #home: AwsPlace;
  readonly #events = new Map<string | undefined, EventEnvelope[]>();

  constructor(home: AwsPlace) {
    this.#home = home;
    this.all = [...home.states.executions.values()].filter(({ status }) => status !== 'RUNNING');
    this.entries = this.all.filter(({ machine }) => entries.of(machine));
    for (const event of home.events.taken.all) {
      if (event.source !== 'cloudhsm.lifecycle') continue;
      const { execution } = event.detail as { execution?: string };
      this.#events.set(execution, [...(this.#events.get(execution) ?? []), event]);
    }
  }

  /** Those that did something, or were to: no run was at it already. */
  get ownRuns(): Execution[] {
    return this.entries.filter(({ output }) => !output?.includes('ALREADY_RUNNING'));
  }

  /** The run of each environment that ended last. */
  get latest(): Execution[] {
    const byEnd = this.ownRuns.toSorted((a, b) => (a.stopDate?.getTime() ?? 0) - (b.stopDate?.getTime() ?? 0));
    return [...new Map(byEnd.map((run) => [environmentNamedBy(run), run])).values()];
  }

  /** What programs are told of a run, oldest first. */
  eventsAbout({ arn }: Execution): EventEnvelope[] {
    return this.#events.get(arn) ?? [];
  }

  noticesAbout({ arn }: Execution): string[] {
    const messages = [...this.#home.sns.topics.values()].flatMap((topic) => topic.messages);
    return messages.map(({ message }) => message).filter((message) => message.includes(arn));
  }

  /** Whether people are told anything of a run. */
  isToldOf(run: Execution): boolean {
    if (!toldToPeople.has(run) && this.noticesAbout(run).length > 0) toldToPeople.add(run);
    return toldToPeople.has(run);
  }
}

export function environmentNamedBy({ input }: Pick<Execution, 'input'>): string | undefined {
  const { name, environment, as } = requested(input);
  return as ?? name ?? environment;
}

interface Requested {
  name?: string;
  environment?: string;
  as?: string;
  hsmCount?: number;
  hsms?: number;
  file?: { hsmCount?: number };
}

/** What an input asks for: a file, or changes, bare or in an event. */
export function requested(input: unknown): Requested {
  const { detail } = (input ?? {}) as { detail?: object };
  return (detail ?? input ?? {}) as object;
}

/** The story of an intent, which an entry runs: the entry says how it ended. */
export function isBody(machineName: string): boolean {
  return machineName.startsWith('cloudhsm-lifecycle-body-');
}

/** A machine that people start, no part of another. */
function isEntry(machineName: string): boolean {
  const [, intent = ''] = /^cloudhsm-lifecycle-[a-z0-9]+-([a-z-]+)$/.exec(machineName) ?? [];
  return !isBody(machineName) && Object.hasOwn(intents, intent);
}
