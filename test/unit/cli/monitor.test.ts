import { GetMetricDataCommand, type GetMetricDataInput } from '@aws-sdk/client-cloudwatch';
import { expect, test } from 'vitest';
import { readFigures, windowOf } from '../../../cli/monitor/figures.ts';
import type { Monitored } from '../../../cli/monitor/monitored.ts';
import { monitoredText } from '../../../cli/monitor/text.ts';
import { cloudwatch } from '../aws.ts';

const watched = { stage: 'dev', environment: 'production', clusterId: 'cluster-22222222222', hsmType: 'hsm2m.medium', topic: '' };

const monitored: Monitored = {
  environment: 'production',
  cluster: 'cluster-22222222222',
  hours: 3,
  from: '',
  to: '',
  periodSeconds: 300,
  figures: [
    { name: 'HsmKeysTokenOccupied', label: 'keys', values: [null, 0, 4, 8, null], now: 8 },
    { name: 'BackupAgeHours', label: 'age of the backup, h', values: [1.25, 1.5, 2, 2.04, 2.08], now: 2.08 },
    { name: 'HsmSessionCount', label: 'sessions', values: [12, 12, null, null, null], now: null },
    { name: 'NotAsAsked', label: 'not as asked', values: [null, null, null, null, null], now: null },
  ],
  alarms: [
    { name: 'hsm-unhealthy', state: 'OK', since: '2026-01-05T09:00:00.000Z', reason: '' },
    { name: 'backup-old', state: 'INSUFFICIENT_DATA', since: '2026-01-05T09:00:00.000Z', reason: '' },
  ],
};

test('figures are drawn with gaps where nothing is known, and what nothing is known of says so', () => {
  expect(monitoredText(monitored, 80).split('\n')).toEqual([
    'production, cluster-22222222222: none of its 2 alarms is on, and 1 cannot tell',
    '',
    '                      now  last 3 hours',
    'keys                  8     ▁▄█',
    'age of the backup, h  2.1  ▅▆███',
    // of what is parked since, say
    'sessions                   ██',
    'not as asked               nothing is known',
  ]);
});

test('an alarm that is on says since when and why', () => {
  const on = { name: 'backup-old', state: 'ALARM', since: '2026-01-05T09:00:00.000Z', reason: 'Threshold Crossed' };

  const text = monitoredText({ ...monitored, alarms: [monitored.alarms[0]!, on] }, 80);

  expect(text).toMatch(/^production, cluster-22222222222: 1 of its 2 alarms is on\n/);
  expect(text).toMatch(/\nbackup-old, since 2026-01-05T09:00:00\.000Z: Threshold Crossed$/);
});

test('an environment without alarms is not called healthy', () => {
  expect(monitoredText({ ...monitored, alarms: [] }, 80)).toContain(
    'it has no alarms; they are made when it is\n  provisioned, scaled or restored',
  );
  expect(monitoredText({ ...monitored, alarms: [] }, Number.POSITIVE_INFINITY)).toContain(
    'it has no alarms; they are made when it is provisioned, scaled or restored',
  );
});

test('what is so now is no mean of the days that a value stands for', async () => {
  const now = Date.UTC(2026, 0, 5, 9, 1, 2);
  const periods: unknown[] = [];
  cloudwatch.reset();
  cloudwatch.on(GetMetricDataCommand).callsFake(({ MetricDataQueries, StartTime, EndTime }: GetMetricDataInput) => {
    periods.push(MetricDataQueries![0]!.MetricStat!.Period);
    const long = EndTime!.getTime() - StartTime!.getTime() > 3_600_000;
    const at = long ? StartTime! : new Date(EndTime!.getTime() - 600_000);
    return { MetricDataResults: [{ Id: 'm1', Timestamps: [at], Values: [long ? 2 : 3] }] };
  });

  const figures = await readFigures(watched, windowOf(now, 720), now);

  expect(periods).toEqual([72_000, 300]);
  expect(figures[0]).toMatchObject({ name: 'HsmUnhealthy', now: null });
  expect(figures[1]).toMatchObject({ name: 'HsmsActive', values: [2, ...Array(35).fill(null)], now: 3 });
});

test.each([
  [1, 300, 12],
  [3, 300, 36],
  [24, 2400, 36],
  [720, 72_000, 36],
  [1512, 151_200, 36],
  // CloudWatch tells what is older than 63 days by whole hours, and nothing where something else is asked for
  [1513, 154_800, 36],
  [10_920, 1_094_400, 36],
])('%s hours are %s seconds to a value, and %s values', (hours, periodSeconds, count) => {
  const { from, to, ...window } = windowOf(Date.UTC(2026, 0, 5, 9, 1, 2), hours);

  expect(window.periodSeconds).toBe(periodSeconds);
  expect((to - from) / periodSeconds / 1000).toBe(count);
  expect(to).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 5, 9, 1, 2));
});
