import { type Awaited, usualDurations } from './usual-durations.ts';

interface Wait {
  /** Whole seconds until the next look. */
  waitSeconds: number;
}

/** Share of the time already waited, between two looks after the usual time is over. */
const afterwards = 0.036;
/** Of a pace that was learned: the first look comes early, since the pace is a guess. */
const caution = 0.9;
/** Up to this share of the longest usual time a wait shows nothing unusual: it was seen some seconds after its end. */
const usual = 1.04;
/** How much a wait counts against those before it. */
const weight = 0.65;
const slowest = 4;

/**
 * How long to wait before looking again: until completion is possible, then in short steps, then in ever longer ones.
 *
 * @param elapsedSeconds since AWS was asked
 * @param pace how much slower than usual AWS is today, as the waits before this one showed; 1 is as usual
 */
export function nextWait(awaited: Awaited, elapsedSeconds: number, pace = 1): Wait {
  const { shortest, longest, step } = usualDurations[awaited];
  const possibleFrom = Math.max(1, pace * caution) * shortest;
  if (elapsedSeconds < possibleFrom) return { waitSeconds: Math.ceil(possibleFrom - elapsedSeconds) };
  const short = step * pace;
  const seconds = elapsedSeconds <= pace * longest ? short : Math.max(short, elapsedSeconds * afterwards);
  return { waitSeconds: Math.round(seconds) };
}

/**
 * The pace that a finished wait shows, with a little of what was known before. 1 as long as nothing is unusual, 4 at most: a wait
 * that was joined half-way looks fast, and one odd wait must not make the next ones blind.
 */
export function learnedPace(awaited: Awaited, elapsedSeconds: number, pace = 1): number {
  const { shortest, longest } = usualDurations[awaited];
  if (pace === 1 && elapsedSeconds <= usual * longest) return 1;
  const shown = elapsedSeconds / Math.sqrt(shortest * longest);
  const learned = pace === 1 ? shown : weight * shown + (1 - weight) * pace;
  return Math.round(Math.min(slowest, Math.max(1, learned)) * 100) / 100;
}
