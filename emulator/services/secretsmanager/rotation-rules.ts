import type { Timer } from '../../kernel/virtual-clock.ts';
import { parseSchedule, type Schedule } from '../events/schedule-expression.ts';
import { invalidParameter } from './refusals.ts';

export interface RotationRules {
  AutomaticallyAfterDays?: number;
  ScheduleExpression?: string;
  /** How long the window is in which the service rotates; here it does so as it opens. */
  Duration?: string;
}

/** How a secret is rotated. */
export interface Rotation {
  lambdaArn: string;
  rules?: RotationRules;
  enabled: boolean;
  rotatedAt?: Date;
  /** The next one, where it is due by itself. */
  due?: { at: Date; timer: Timer };
  running?: RunningRotation;
}

/** The version whose steps are under way. */
export interface RunningRotation {
  readonly versionId: string;
}

/** @throws AwsError InvalidParameterException */
export function scheduleOf(rules: RotationRules): Schedule | undefined {
  const { AutomaticallyAfterDays: days, ScheduleExpression: expression } = rules;
  if (days !== undefined && expression !== undefined)
    throw invalidParameter("You can't specify both AutomaticallyAfterDays and ScheduleExpression in RotationRules.");
  if (days !== undefined) return parseSchedule(`rate(${days} day${days === 1 ? '' : 's'})`);
  if (expression === undefined) return undefined;
  try {
    return parseSchedule(expression);
  } catch {
    throw invalidParameter(`The ScheduleExpression ${expression} is not valid: it is rate(N hours), rate(N days) or cron(…)`);
  }
}
