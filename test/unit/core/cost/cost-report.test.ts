import { expect, test } from 'vitest';
import { type Billable, costReport } from '../../../../core/cost/cost-report.ts';
import { hsmsOfMonth } from '../../../../core/cost/hsms-of-month.ts';
import { scheduled } from '../../../../core/cost/runs.ts';
import { environment } from '../../environments.ts';

const now = '2026-01-16T00:00:00.000Z';
const cluster = {
  ...{ id: 'cluster-a', hsmType: 'hsm2m.medium', hsms: 3, hsmsOfMonth: 3, parks: false },
  ...{ asked: 3, undeclared: false, createdAt: '2025-11-01T00:00:00.000Z' },
};
const unwatched = { alarmMetrics: 0, compositeAlarms: 0, metrics: 0, logBytes: 0 };
const unused = { transitions: 0, taskHours: 0, drillHours: 0 };
const billable = (changes: Partial<Billable> = {}): Billable => ({
  ...{ region: 'us-east-1', clusters: [cluster], kmsKeys: 1, secrets: 4, replicas: 4, privateCas: 1, watched: unwatched, usage: unused },
  ...changes,
});

test('each part is told with its price, and they add up', () => {
  const { parts, perHour, perMonth, pricesAsOf, currency } = costReport(billable(), now);

  expect(parts.map(({ what, quantity, unitPrice }) => [what, quantity, unitPrice])).toEqual([
    ['HSMs of cluster-a (hsm2m.medium)', 3, 1.6],
    ['KMS keys in custom key stores', 1, 1],
    ['secrets', 4, 0.4],
    ['replicas of secrets in recovery regions', 4, 0.4],
    ['private CAs', 1, 400],
  ]);
  // 3 × 1.60 × 730 + 1 + 1.60 + 1.60 + 400
  expect(perMonth).toBeCloseTo(3908.2, 1);
  expect(perHour).toBeCloseTo(perMonth / 730, 3);
  expect([currency, pricesAsOf]).toEqual(['USD', expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
});

test('the month so far counts from its first day, or from the cluster’s', () => {
  const hsmsAlone = { kmsKeys: 0, secrets: 0, replicas: 0, privateCas: 0 };
  const whole = costReport(billable(hsmsAlone), now);
  const young = costReport(billable({ ...hsmsAlone, clusters: [{ ...cluster, createdAt: '2026-01-15T00:00:00.000Z' }] }), now);

  expect(whole.monthToDate).toBe(1728); // 15 days
  expect(whole.forecast).toBe(3571.2); // 31 days
  expect([young.monthToDate, young.forecast]).toEqual([115.2, 1958.4]);
});

test('what is parked by the clock is billed for the hours in which it stands, also while it has no HSM', () => {
  const parking = { at: '20:00', until: '08:00', days: 'mon-fri', timezone: 'UTC' };
  const file = environment({ hsmCount: 3, parking });
  // 60 of 168 hours
  const nights = { parks: true, hsmsOfMonth: hsmsOfMonth(3, file) };
  const nothingElse = { kmsKeys: 0, secrets: 0, replicas: 0, privateCas: 0 };
  const standing = costReport(billable({ ...nothingElse, clusters: [{ ...cluster, ...nights }] }), now);
  const parked = costReport(billable({ ...nothingElse, clusters: [{ ...cluster, ...nights, hsms: 0, asked: 0 }] }), now);

  expect(standing).toMatchObject({ perHour: 4.8, perMonth: 1251.43, monthToDate: 617.14, forecast: 1275.43, parks: true, savings: [] });
  expect(parked).toEqual({ ...standing, perHour: 0, parts: [] });
  // one more than comes back
  expect(hsmsOfMonth(4, file)).toBeCloseTo((4 * 60) / 168);
  expect(hsmsOfMonth(2, environment())).toBe(2);
});

test('savings are what parking, surplus and undeclared clusters cost', () => {
  const found = (changes: object) => costReport(billable({ clusters: [{ ...cluster, ...changes }] }), now).savings;

  // 108 of 168 hours
  expect(found({})).toEqual([{ what: expect.stringContaining('park cluster-a'), perMonth: 2252.57 }]);
  expect(found({ hsms: 4 })).toEqual([
    { what: 'remove 1 of the HSMs of cluster-a: 3 are asked for', perMonth: 1168 },
    { what: expect.stringContaining('park cluster-a'), perMonth: 2252.57 },
  ]);
  expect(found({ asked: null, undeclared: true })).toEqual([{ what: expect.stringContaining('delete cluster-a'), perMonth: 3504 }]);
  // its record cannot be read, or is another stage's
  expect(found({ asked: null })).toEqual([]);
  expect(found({ hsms: 0, asked: 0 })).toEqual([]);
  // it is parked already
  expect(found({ parks: true })).toEqual([]);
});

test('a region without a known price says that it guesses', () => {
  const { guessed, parts } = costReport(billable({ region: 'eu-west-1' }), now);

  expect([guessed, parts[0]!.guessed, parts[1]!.guessed]).toEqual([true, true, undefined]);
  expect(costReport(billable(), now).guessed).toBeUndefined();
});

test('what watches and what starts by the clock is told too', () => {
  const watched = { alarmMetrics: 26, compositeAlarms: 1, metrics: 8, logBytes: 2e9 };
  const alone = { clusters: [], kmsKeys: 0, secrets: 0, replicas: 0, privateCas: 0 };

  const { parts, perMonth } = costReport(billable({ ...alone, watched, usage: { transitions: 2000, taskHours: 0.5, drillHours: 4 } }), now);

  expect(parts.map(({ what, quantity, unitPrice, unit }) => [what, quantity, unitPrice, unit])).toEqual([
    ['metrics that alarms read', 26, 0.1, 'month'],
    ['composite alarms', 1, 0.5, 'month'],
    ['metrics of environments', 8, 0.3, 'month'],
    ['GB of logs kept', 2, 0.03, 'month'],
    ['state transitions a month, by schedules', 2000, 0.000025, 'transition'],
    // a quarter of a vCPU and half a GB
    ['hours a month of the task beside the HSMs, by schedules', 0.5, expect.closeTo(0.0123425, 7), 'task hour'],
    ['hours a month of the HSMs of drills, by schedules', 4, 1.6, 'drill hour'],
  ]);
  expect(parts.every(({ source }) => source.startsWith('https://aws.amazon.com/'))).toBe(true);
  // 2.60 + 0.50 + 2.40 + 0.06 + 0.05 + 0.006 + 6.40
  expect(perMonth).toBeCloseTo(12.02, 1);
});

test('what drills take depends on how often the file asks for them', () => {
  const asking = (drillEveryDays?: number) => environment(drillEveryDays ? { backups: { drillEveryDays } } : {});
  const [weekly, daily] = [scheduled(asking(7)), scheduled(asking(1))];

  expect(scheduled(asking())).toEqual({ transitions: 0, taskHours: 0, drillHours: 0 });
  // a drill costs an hour of an HSM
  expect(daily.drillHours).toBeCloseTo(730 / 24);
  expect(daily.transitions / weekly.transitions).toBeCloseTo(7, 1);
  expect(daily.taskHours).toBeCloseTo(weekly.taskHours * 7);
});

test('what parks, comes back and changes passwords by the clock takes state transitions and hours of the task', () => {
  const parking = (days: string) => environment({ parking: { at: '20:00', until: '08:00', days, timezone: 'UTC' } });
  const [always, workdays] = [scheduled(parking('mon-sun')), scheduled(parking('mon-fri'))];

  expect(always.transitions).toBeGreaterThan(30 * 200);
  expect(always.taskHours).toBeGreaterThan(0);
  expect(workdays.transitions / always.transitions).toBeCloseTo(5 / 7, 3);
  const rotating = scheduled(environment({ rotation: { everyDays: 30 } }));
  expect([rotating.transitions > 0, rotating.taskHours > 0, rotating.drillHours]).toEqual([true, true, 0]);
});
