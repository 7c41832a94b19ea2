import { turning } from '../during.ts';
import { isWatched, type LiveLines, liveLines, note, progressWidth, styledProgress } from '../output.ts';
import { clock } from '../text/duration.ts';
import { whole, wrap } from '../text/wrap.ts';
import type { Phase } from './phases.ts';
import type { Chapter } from './stories.ts';

/** Milliseconds between two pictures of what turns. */
const turn = 100;
/** Without a terminal a line comes at least every minute, of the cloud's time and of ours; in a rehearsal, where it flies, once a second. */
const [minute, second] = [60_000, 1000];
/** Where the words of a line begin, below one another. */
const indent = 9;

export interface ProgressSource {
  phases: readonly Phase[];
  /** Undefined as long as they are not known. */
  chapters: Chapter[] | undefined;
  /** When the execution started, and now, by the cloud's clock: milliseconds since the Unix epoch. */
  startedAt: number;
  now(): number;
  /** Until when, by the cloud's clock, all that happened is known. */
  knownUntil: number;
}

/** Shows on stderr what goes on. Both kinds say the same: the time is that at which a phase began. */
interface Progress {
  /** Whether it would tell now how far it is, for which it has to know the chapters. */
  tellsHowFar(): boolean;
  /** Something may have changed. */
  show(): void;
  end(): void;
}

/** For a person at a terminal lines that change, for a pipe a line whenever a phase begins, and one a minute. */
export async function showProgress(source: ProgressSource): Promise<Progress> {
  return isWatched() ? watched(source, await liveLines()) : told(source);
}

function watched(source: ProgressSource, live: LiveLines): Progress {
  let kept = 0;
  const show = () => {
    const { phases } = source;
    // in the order in which they began, as a pipe has them
    while (phases[kept]?.endedAt !== undefined) live.keep([phaseLine(phases[kept++]!, source)]);
    live.show([...phases.slice(kept).map((phase) => phaseLine(phase, source)), summaryLine(source)]);
  };
  const timer = setInterval(show, turn);
  return {
    tellsHowFar: () => true,
    show,
    end: () => {
      clearInterval(timer);
      show();
      live.keep(source.phases.slice(kept).map((phase) => phaseLine(phase, source)));
      live.end();
    },
  };
}

function phaseLine(phase: Phase, { startedAt }: ProgressSource): string {
  const { words, usually, begunAt, endedAt, failed } = phase;
  const mark =
    endedAt === undefined ? styledProgress('cyan', turning()) : failed ? styledProgress('red', '✖') : styledProgress('green', '✔');
  const told = endedAt === undefined && usually ? `${words} ${styledProgress('dim', `(${usually})`)}` : words;
  return wrap(`${mark}${whole(' ')}${clock((begunAt - startedAt) / 1000)}${whole('  ')}${told}`, progressWidth(), indent);
}

function summaryLine(source: ProgressSource): string {
  const { startedAt, now } = source;
  const told = [clock((now() - startedAt) / 1000), ...facts(source)].join(' · ');
  return wrap(styledProgress('dim', `${whole('  ')}${told}`), progressWidth(), indent);
}

function told(source: ProgressSource): Progress {
  const { phases } = source;
  const failed = new Set<Phase>();
  let known = 0;
  let [toldAt, toldFor] = [performance.now(), 0];
  const isQuiet = () => performance.now() - toldAt >= second;
  const tell = (at: number, text: string) => {
    note(`${clock((at - source.startedAt) / 1000)}  ${text}`);
    [toldAt, toldFor] = [performance.now(), Math.max(toldFor, at)];
  };
  const show = () => {
    const begun = phases.slice(known).map((phase) => ({ at: phase.begunAt, text: withUsualTime(phase) }));
    const failures = phases.filter((phase) => phase.failed && phase.endedAt !== undefined && !failed.has(phase));
    const ends = failures.map(({ endedAt, words }) => ({ at: endedAt!, text: `failed: ${words}` }));
    for (const { at, text } of [...ends, ...begun].toSorted((a, b) => a.at - b.at)) tell(at, text);
    known = phases.length;
    for (const phase of failures) failed.add(phase);
    // later than that a phase may have begun that is not known yet
    const now = source.knownUntil;
    const current = phases.filter(({ endedAt }) => endedAt === undefined);
    if (now - toldFor < minute || !isQuiet() || current.length === 0) return;
    tell(now, [`still ${current.map(withUsualTime).join(', and ')}`, ...facts(source)].join(' · '));
  };
  const timer = setInterval(show, second);
  return {
    tellsHowFar: isQuiet,
    show,
    end: () => {
      clearInterval(timer);
      show();
    },
  };
}

function withUsualTime({ words, usually }: Phase): string {
  return usually ? `${words} (${usually})` : words;
}

/** How far it is, and what was seen last, as far as it is known. */
function facts({ phases, chapters }: ProgressSource): string[] {
  const reached = Math.max(-1, ...phases.map((phase) => placeOf(phase, chapters ?? [])));
  const seen = phases.filter(({ endedAt, seen }) => endedAt === undefined && seen).map(({ seen }) => seen!);
  return [...(reached >= 0 ? [`${reached + 1} of ${chapters?.length}`] : []), ...seen];
}

function placeOf({ machine, words }: Phase, chapters: Chapter[]): number {
  return chapters.findLastIndex((chapter) => chapter.machine === machine && chapter.words === words);
}
