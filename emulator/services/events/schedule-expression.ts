import { AwsError } from '../../kernel/aws-error.ts';
import { nextCronTime, parseCron } from './cron.ts';

/** When a schedule fires next after a time; undefined where it never does again, or beyond all dates. */
export type Schedule = (after: Date) => Date | undefined;

const units: Record<string, number> = { minute: 60, hour: 3600, day: 86_400 };

/**
 * Reads `rate(5 minutes)` or `cron(0 3 * * ? *)`.
 *
 * @throws AwsError ValidationException
 */
export function parseSchedule(expression: string): Schedule {
  const schedule = parseRate(expression) ?? parseCronSchedule(expression);
  if (!schedule) throw new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.');
  return schedule;
}

/** `1 minute` and `2 minutes`: the unit agrees with the number, or EventBridge refuses it. */
function parseRate(expression: string): Schedule | undefined {
  const match = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression);
  if (!match) return undefined;
  const [, count, unit, plural] = match;
  const number = Number(count);
  if (number < 1 || (number === 1) === (plural === 's')) return undefined;
  return (after) => {
    const next = new Date(after.getTime() + number * units[unit!]! * 1000);
    return Number.isNaN(next.getTime()) ? undefined : next;
  };
}

function parseCronSchedule(expression: string): Schedule | undefined {
  const match = /^cron\((.*)\)$/.exec(expression);
  const cron = match && parseCron(match[1]!);
  return cron ? (after) => nextCronTime(cron, after) : undefined;
}
