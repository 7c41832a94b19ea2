import type { Execution } from './execution.ts';
import type { MapRun } from './map-run.ts';
import type { TaskTokens } from './task-tokens.ts';

/** Step Functions quotas, "Execution history retention time". */
const keptMilliseconds = 90 * 24 * 3600_000;
const hour = 3600_000;

/** Whether an execution has been closed for so long that Step Functions knows it no more. */
export function isForgotten({ status, stopDate }: Pick<Execution, 'status' | 'stopDate'>, now: number): boolean {
  return status !== 'RUNNING' && stopDate !== undefined && now - stopDate.getTime() >= keptMilliseconds;
}

interface Kept {
  executions: Map<string, Execution>;
  mapRuns: Map<string, MapRun>;
  tokens: TaskTokens;
}

/** Lets go what Step Functions knows no more, and packs the histories of what ended an hour ago: once in an hour. */
export class Retention {
  #last = 0;

  apply({ executions, mapRuns, tokens }: Kept, now: number): void {
    if (now - this.#last < hour) return;
    this.#last = now;
    for (const [arn, execution] of executions) {
      if (isForgotten(execution, now)) executions.delete(arn);
      else if (execution.stopDate && now - execution.stopDate.getTime() >= hour) execution.history.pack();
    }
    for (const [arn, { parent }] of mapRuns) if (!executions.has(parent.arn)) mapRuns.delete(arn);
    tokens.forget(now - keptMilliseconds);
  }
}
