import { setTimeout as delay } from 'node:timers/promises';
import { DescribeExecutionCommand, type DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import { explained } from '../exit.ts';
import type { Target } from '../target.ts';
import { ContactLost } from './goes-on.ts';
import { createdSoFar, History } from './history.ts';
import { describeState } from './phases.ts';
import { ProgressDisplay } from './progress-display.ts';

/** Looks that may fail one after another, each tried three times by the SDK, before contact is lost; and milliseconds between them. */
const patience = 5;
const pauseAfterFailure = 1000;

/** What the workflow and each of its parts begin with. */
const firstState = 'ValidateRequest';

export interface Followed {
  execution: DescribeExecutionOutput;
  /** Of the execution and of its parts. */
  transitions: number;
  created: string[];
}

/** Follows an execution to its end, showing what goes on. Needs nothing but Step Functions, so AWS and local are one. */
export async function follow(target: Target, executionArn: string): Promise<Followed> {
  const display = new ProgressDisplay();
  const history = new History(target.sfn, executionArn);
  let begun = false;
  let failedLooks = 0;
  for (;;) {
    const look = await lookAt(target, executionArn, history).catch((error: Error) => {
      failedLooks++;
      if (failedLooks > patience || explained(error)?.name === 'CredentialsRefused') throw new ContactLost(executionArn, error);
    });
    if (!look) {
      await delay(Math.max(target.pollMilliseconds, pauseAfterFailure));
      continue;
    }
    failedLooks = 0;
    const { execution, events } = look;
    for (const { stateEnteredEventDetails, timestamp } of events) {
      const phase = describeState(stateEnteredEventDetails?.name ?? '');
      // every part checks the file again: that tells people nothing
      if (!phase || (begun && stateEnteredEventDetails?.name === firstState)) continue;
      begun = true;
      display.show(phase, secondsBetween(execution.startDate, timestamp));
    }
    if (execution.status !== 'RUNNING') {
      display.end(execution.status === 'SUCCEEDED');
      return { execution, transitions: history.transitions, created: createdSoFar(history.events) };
    }
    await delay(target.pollMilliseconds);
  }
}

async function lookAt({ sfn }: Target, executionArn: string, history: History) {
  const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
  return { execution, events: await history.readOn() };
}

export function secondsBetween(from: Date | undefined, to: Date | undefined): number {
  return from && to ? (to.getTime() - from.getTime()) / 1000 : 0;
}
