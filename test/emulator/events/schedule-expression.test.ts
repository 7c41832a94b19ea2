import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../emulator/services/events/schedule-expression.ts';

/** The next times after Monday 5 January 2026, 09:00 UTC, without seconds. */
function next(expression: string, count = 1): string[] {
  const schedule = parseSchedule(expression);
  const times: string[] = [];
  let after: Date | undefined = new Date('2026-01-05T09:00:00Z');
  for (let n = 0; n < count; n++) {
    after = after && schedule(after);
    times.push(after ? after.toISOString().slice(0, 16) : 'never');
  }
  return times;
}

describe('a schedule', () => {
  it.each([
    ['rate(1 minute)', ['2026-01-05T09:01', '2026-01-05T09:02']],
    ['rate(5 minutes)', ['2026-01-05T09:05', '2026-01-05T09:10']],
    ['rate(1 day)', ['2026-01-06T09:00', '2026-01-07T09:00']],
    ['cron(0 3 * * ? *)', ['2026-01-06T03:00', '2026-01-07T03:00']],
    ['cron(0 9 * * ? *)', ['2026-01-06T09:00', '2026-01-07T09:00']],
    ['cron(0/15 * * * ? *)', ['2026-01-05T09:15', '2026-01-05T09:30']],
    ['cron(0 18 ? * MON-FRI *)', ['2026-01-05T18:00', '2026-01-06T18:00']],
    ['cron(0 8 1 * ? *)', ['2026-02-01T08:00', '2026-03-01T08:00']],
    ['cron(0 8 L * ? *)', ['2026-01-31T08:00', '2026-02-28T08:00']],
    ['cron(0 8 LW * ? *)', ['2026-01-30T08:00', '2026-02-27T08:00']],
    ['cron(0 8 15W * ? *)', ['2026-01-15T08:00', '2026-02-16T08:00']],
    ['cron(0 8 1W * ? *)', ['2026-02-02T08:00', '2026-03-02T08:00']],
    ['cron(30 6 ? * 6L *)', ['2026-01-30T06:30', '2026-02-27T06:30']],
    ['cron(0 0 ? * 3#2 *)', ['2026-01-13T00:00', '2026-02-10T00:00']],
    ['cron(0 0 ? * L *)', ['2026-01-10T00:00', '2026-01-17T00:00']],
    ['cron(15 10,22 ? JAN,jul SUN *)', ['2026-01-11T10:15', '2026-01-11T22:15']],
    ['cron(0 0 29 2 ? *)', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['cron(0 12 1 1 ? 2026-2027)', ['2027-01-01T12:00', 'never']],
    ['cron(5 0 1/10 * ? *)', ['2026-01-11T00:05', '2026-01-21T00:05']],
    ['rate(100000000 days)', ['never', 'never']],
  ])('%s fires when EventBridge would', (expression, times) => {
    expect(next(expression, 2)).toEqual(times);
  });

  it.each([
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(0 minutes)',
    'rate(5 seconds)',
    'cron(0 3 * * * *)',
    'cron(0 3 ? * ? *)',
    'cron(0 3 * * ?)',
    'cron(60 3 * * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 3 32 * ? *)',
    'cron(0 3 ? * 8 *)',
    'cron(0/0 3 * * ? *)',
    'cron(0 3 ? FOO MON *)',
    'every day',
  ])('%s is refused', (expression) => {
    expect(() => parseSchedule(expression)).toThrow('Parameter ScheduleExpression is not valid.');
  });
});
