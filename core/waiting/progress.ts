import { deadlineExceeded } from './deadline.ts';
import { learnedPace, nextWait } from './next-wait.ts';
import type { Progress, Waiting } from './waiting-shape.ts';

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
