import type { Task, TaskRecord } from './task.ts';

/** ECS shows a task for an hour at least after it has stopped (API reference, DescribeTasks). */
const shownMilliseconds = 3600_000;

/** Forgets tasks that have stopped more than an hour ago, and their client tokens. */
export function forgetStopped(
  { tasks, clientTokens }: { tasks: Map<string, TaskRecord>; clientTokens: Map<string, Task[]> },
  now: number,
): void {
  for (const [arn, { shown }] of tasks) if (now - (shown.stoppedAt?.getTime() ?? now) >= shownMilliseconds) tasks.delete(arn);
  for (const [token, started] of clientTokens) if (!started.some(({ taskArn }) => tasks.has(taskArn))) clientTokens.delete(token);
}
