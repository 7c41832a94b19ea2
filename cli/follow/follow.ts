import { setTimeout as delay } from 'node:timers/promises';
import { DescribeExecutionCommand, type DescribeExecutionOutput } from '@aws-sdk/client-sfn';
import type { WaitingFor } from '../../core/record/waiting-item.ts';
import { explained } from '../explained.ts';
import type { Target } from '../target.ts';
import { ContactLost } from './goes-on.ts';
import { createdSoFar, History } from './history.ts';
import { Phases } from './phases.ts';
import { type ProgressSource, showProgress } from './progress.ts';
import { Stories } from './stories.ts';
import { waitIn } from './wait-in.ts';

/** Looks that may fail one after another, each tried three times by the SDK, before contact is lost; and milliseconds between them. */
const patience = 5;
const pauseAfterFailure = 1000;

export interface Followed {
  execution: DescribeExecutionOutput;
  /** Of the execution and of those that it started. */
  transitions: number;
  created: string[];
  /** What it waits for people for, which may take days. */
  waiting?: WaitingFor | undefined;
}

interface FollowOptions {
  /** What `hsm watch` finds the execution by. */
  watchedAs: string;
  /** How much the cloud's clock is ahead of ours, in milliseconds. */
  ahead?: number;
  pause?: (milliseconds: number) => Promise<unknown>;
}

/** Follows an execution to its end, showing what goes on. Needs nothing but Step Functions, so AWS and local are one. */
export async function follow(
  target: Target,
  executionArn: string,
  { watchedAs, ahead = 0, pause = delay }: FollowOptions,
): Promise<Followed> {
  const history = new History(target.sfn, executionArn);
  const stories = new Stories(target.sfn);
  const phases = new Phases();
  const source: ProgressSource = {
    phases: phases.all,
    chapters: undefined,
    startedAt: target.now() + ahead,
    now: () => target.now() + ahead,
    knownUntil: target.now() + ahead,
  };
  const progress = await showProgress(source);
  try {
    for (let failedLooks = 0; ; ) {
      const lookedAt = source.now();
      const look = await lookAt(target, executionArn, history).catch((error: Error) => {
        failedLooks++;
        if (failedLooks > patience || explained(error)?.name === 'CredentialsRefused')
          throw new ContactLost(target, watchedAs, executionArn, error);
      });
      if (!look) {
        await Promise.all([pause(pauseAfterFailure), target.untilNextLook()]);
        continue;
      }
      failedLooks = 0;
      const { execution, events } = look;
      source.startedAt = execution.startDate?.getTime() ?? source.startedAt;
      for (const event of events) phases.take(event, event.executionArn, await stories.of(event.executionArn));
      source.knownUntil = lookedAt;
      if (progress.tellsHowFar()) source.chapters ??= await stories.chapters(executionArn);
      progress.show();
      const waiting = execution.status === 'RUNNING' ? waitIn(history.events) : undefined;
      if (execution.status !== 'RUNNING' || waiting) {
        return {
          execution,
          waiting,
          transitions: history.transitions,
          created: createdSoFar(history.events),
        };
      }
      await target.untilNextLook();
    }
  } finally {
    progress.end();
  }
}

async function lookAt({ sfn, readClock }: Target, executionArn: string, history: History) {
  const [execution] = await Promise.all([sfn.send(new DescribeExecutionCommand({ executionArn })), readClock()]);
  return { execution, events: await history.readOn() };
}

export function secondsBetween(from: Date | undefined, to: Date | undefined): number {
  return from && to ? (to.getTime() - from.getTime()) / 1000 : 0;
}
