import { LifecycleError } from '../errors/lifecycle-error.ts';
import { learnedPace, nextWait } from './next-wait.ts';
import { type Awaited, usualDurations } from './usual-durations.ts';

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
  if (elapsed > waiting.deadlineSeconds) {
    const { longest } = usualDurations[waiting.awaited];
    throw new LifecycleError('WaitDeadlineExceeded', {
      doing: `waiting for ${waiting.awaited}`,
      to,
      problem: `not done after ${Math.round(elapsed)} s; it usually takes up to ${longest} s`,
      remedy: 'look at the resource in the console and at the AWS Health Dashboard; start the workflow again to go on from here',
    });
  }
  return { ready, pending: true, ...nextWait(waiting.awaited, elapsed, pace), pace };
}
