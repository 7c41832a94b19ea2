import { deadlineExceeded } from './deadline.ts';
import { learnedPace, nextWait } from './next-wait.ts';
import type { Awaited } from './usual-durations.ts';

/** What a state machine says of a wait: the sets of states are its own, so that they can be read there. */
export interface Waiting {
  awaited: Awaited;
  /** ISO 8601: when AWS was asked. */
  since: string;
  /** ISO 8601: the state machine's time. */
  now: string;
  deadlineSeconds: number;
  pace?: number;
}

export interface Progress {
  ready: boolean;
  pending: boolean;
  waitSeconds: number;
  pace: number;
  /** What was seen, in a few words, for who watches. */
  seen?: string;
  /** What is awaited, where the check decides it. */
  awaited?: Awaited;
}

export function elapsedSeconds({ since, now }: Pick<Waiting, 'since' | 'now'>): number {
  return (Date.parse(now) - Date.parse(since)) / 1000;
}

/**
 * Ready, or pending with the seconds until the next look.
 *
 * @throws LifecycleError WaitDeadlineExceeded
 */
export function progress(waiting: Waiting, ready: boolean, to: string): Progress {
  const elapsed = elapsedSeconds(waiting);
  const pace = waiting.pace ?? 1;
  if (ready) return { ready, pending: false, waitSeconds: 0, pace: learnedPace(waiting.awaited, elapsed, pace) };
  if (elapsed > waiting.deadlineSeconds) throw deadlineExceeded(waiting.awaited, to, elapsed);
  return { ready, pending: true, ...nextWait(waiting.awaited, elapsed, pace), pace };
}
