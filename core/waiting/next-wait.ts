import { type Awaited, usualDurations } from './usual-durations.ts';

export interface Wait {
  /** Whole seconds until the next look. */
  waitSeconds: number;
}

/** Seconds between two looks while completion is likely. */
const step = 10;
/** Share of the time already waited, between two looks after the usual time is over. */
const afterwards = 0.04;

/**
 * How long to wait before looking again: until completion becomes likely, then in short steps, then in ever longer ones.
 *
 * @param elapsedSeconds since AWS was asked
 * @param pace how much slower than usual AWS is today, as the waits before this one showed; 1 is as usual
 */
export function nextWait(awaited: Awaited, elapsedSeconds: number, pace = 1): Wait {
  const { shortest, longest } = usualDurations[awaited];
  const likelyFrom = pace * (shortest + 0.15 * (longest - shortest));
  if (elapsedSeconds < likelyFrom) return { waitSeconds: Math.ceil(Math.max(likelyFrom - elapsedSeconds, 1)) };
  const short = Math.min(step * pace, (longest * pace) / 3);
  const seconds = elapsedSeconds <= pace * longest ? short : Math.max(short, elapsedSeconds * afterwards);
  return { waitSeconds: Math.max(1, Math.round(seconds)) };
}

/**
 * The pace that a finished wait shows, with a little of what was known before. Between 1 and 4: a wait that was joined half-way
 * looks fast, and one odd wait must not make the next ones blind.
 */
export function learnedPace(awaited: Awaited, elapsedSeconds: number, pace = 1): number {
  const { shortest, longest } = usualDurations[awaited];
  const shown = elapsedSeconds / ((shortest + longest) / 2);
  return Math.round(Math.min(4, Math.max(1, 0.7 * shown + 0.3 * pace)) * 100) / 100;
}
