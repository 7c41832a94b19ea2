import { setTimeout as delay } from 'node:timers/promises';
import { DescribeExecutionCommand, type DescribeExecutionOutput, type HistoryEvent } from '@aws-sdk/client-sfn';
import type { Target } from '../target.ts';
import { childExecutions, countTransitions, createdSoFar, readHistory } from './history.ts';
import { describeState } from './phases.ts';
import { ProgressDisplay } from './progress-display.ts';

export interface Followed {
  execution: DescribeExecutionOutput;
  /** Of the execution and of its parts. */
  transitions: number;
  created: string[];
}

/** Follows an execution to its end, showing what goes on. Needs nothing but Step Functions, so AWS and local are one. */
export async function follow(target: Target, executionArn: string): Promise<Followed> {
  const display = new ProgressDisplay();
  let shown = 0;
  for (;;) {
    const execution = await target.sfn.send(new DescribeExecutionCommand({ executionArn }));
    const histories = await readFamily(target, executionArn);
    const events = histories.flat().toSorted((a, b) => (a.timestamp?.getTime() ?? 0) - (b.timestamp?.getTime() ?? 0));
    const phases = phasesOf(events);
    for (const { says, at } of phases.slice(shown)) display.show(says, secondsBetween(execution.startDate, at));
    shown = phases.length;
    if (execution.status !== 'RUNNING') {
      display.end(execution.status === 'SUCCEEDED');
      const transitions = histories.reduce((sum, history) => sum + countTransitions(history), 0);
      return { execution, transitions, created: createdSoFar(histories[0] ?? []) };
    }
    await delay(target.pollMilliseconds);
  }
}

async function readFamily(target: Target, executionArn: string): Promise<HistoryEvent[][]> {
  const events = await readHistory(target.sfn, executionArn);
  const parts = await Promise.all(childExecutions(events).map((child) => readFamily(target, child)));
  return [events, ...parts.flat()];
}

function phasesOf(events: HistoryEvent[]): { says: string; at: Date | undefined }[] {
  return events.flatMap(({ stateEnteredEventDetails, timestamp }) => {
    const says = describeState(stateEnteredEventDetails?.name ?? '');
    return says ? [{ says, at: timestamp }] : [];
  });
}

export function secondsBetween(from: Date | undefined, to: Date | undefined): number {
  return from && to ? (to.getTime() - from.getTime()) / 1000 : 0;
}
