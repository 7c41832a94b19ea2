import { parseSchedule } from '../events/schedule-expression.ts';
import { invalidParameter } from './refusals.ts';
import type { RotationRules, RotationWindow } from './rotation-rules.ts';

/** The first window that opens after a time; undefined where none does any more. */
export type RotationWindows = (after: Date) => RotationWindow | undefined;

const hour = 3600_000;
const day = 24 * hour;
const mostHoursOfDay = 24;
/** As often as a secret can be rotated. */
const leastHours = 4;

/**
 * Reads when a secret is rotated: rates are counted from midnight, and a window closes after an hour where the schedule is one in hours,
 * with the UTC day where it is one in days, unless its length is given.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html
 *
 * @throws AwsError InvalidParameterException
 */
export function windowsOf(rules: RotationRules): RotationWindows | undefined {
  const { AutomaticallyAfterDays: days, ScheduleExpression: expression, Duration } = rules;
  if (days !== undefined && expression !== undefined)
    throw invalidParameter("You can't specify both AutomaticallyAfterDays and ScheduleExpression in RotationRules.");
  if (days !== undefined) return windows(inDays(days), Duration, true);
  if (expression === undefined) return undefined;
  const [, count, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(expression) ?? [];
  if (unit === 'hour' && Number(count) < leastHours) throw invalid(expression);
  if (unit === 'hour') return windows(inHours(Number(count)), Duration, false);
  if (unit === 'day') return windows(inDays(Number(count)), Duration, true);
  return windows(cron(expression), Duration, /^cron\(\S+ \d+ /.test(expression));
}

type Opening = (after: Date) => Date | undefined;

function windows(opening: Opening, duration: string | undefined, isDaily: boolean): RotationWindows {
  return (after) => {
    const opens = opening(after);
    if (!opens) return undefined;
    const length = duration === undefined ? (isDaily ? mostHoursOfDay : 1) : Number.parseInt(duration, 10);
    return { opens, closes: new Date(Math.min(opens.getTime() + length * hour, midnight(opens) + day)) };
  };
}

function inDays(count: number): Opening {
  return (after) => dated(midnight(after) + count * day);
}

function inHours(count: number): Opening {
  return (after) => {
    const start = midnight(after);
    return dated(start + (Math.floor((after.getTime() - start) / (count * hour)) + 1) * count * hour);
  };
}

function cron(expression: string): Opening {
  try {
    if (expression.startsWith('cron(')) return parseSchedule(expression);
  } catch {
    // told below, as a rate in minutes is
  }
  throw invalid(expression);
}

function dated(time: number): Date | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function midnight(date: Date): number {
  return Math.floor(date.getTime() / day) * day;
}

function invalid(expression: string) {
  const remedy = `it is rate(N hours), of ${leastHours} at least, rate(N days) or cron(…)`;
  return invalidParameter(`The ScheduleExpression ${expression} is not valid: ${remedy}`);
}

/** The days between two windows, as DescribeSecret tells them where they are not what was asked for. */
export function daysBetween(windows: RotationWindows, after: Date): number | undefined {
  const first = windows(after);
  const second = first && windows(first.opens);
  return second && Math.ceil((second.opens.getTime() - first.opens.getTime()) / day);
}
