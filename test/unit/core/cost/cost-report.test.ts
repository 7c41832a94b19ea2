import { expect, test } from 'vitest';
import { type Billable, costReport } from '../../../../core/cost/cost-report.ts';

const now = '2026-01-16T00:00:00.000Z';
const cluster = { id: 'cluster-a', hsmType: 'hsm2m.medium', hsms: 3, asked: 3, createdAt: '2025-11-01T00:00:00.000Z' };
const billable = (changes: Partial<Billable> = {}): Billable => ({
  ...{ region: 'us-east-1', clusters: [cluster], kmsKeys: 1, secrets: 4, privateCas: 1 },
  ...changes,
});

test('each part is told with its price, and they add up', () => {
  const { parts, perHour, perMonth, pricesAsOf, currency } = costReport(billable(), now);

  expect(parts.map(({ what, quantity, unitPrice }) => [what, quantity, unitPrice])).toEqual([
    ['HSMs of cluster-a (hsm2m.medium)', 3, 1.6],
    ['KMS keys in custom key stores', 1, 1],
    ['secrets', 4, 0.4],
    ['private CAs', 1, 400],
  ]);
  // 3 × 1.60 × 730 + 1 + 1.60 + 400
  expect(perMonth).toBeCloseTo(3906.6, 1);
  expect(perHour).toBeCloseTo(perMonth / 730, 3);
  expect([currency, pricesAsOf]).toEqual(['USD', expect.stringMatching(/^\d{4}-\d\d-\d\d$/)]);
});

test('the month so far counts from its first day, or from the cluster’s', () => {
  const hsmsAlone = { kmsKeys: 0, secrets: 0, privateCas: 0 };
  const whole = costReport(billable(hsmsAlone), now);
  const young = costReport(billable({ ...hsmsAlone, clusters: [{ ...cluster, createdAt: '2026-01-15T00:00:00.000Z' }] }), now);

  expect(whole.monthToDate).toBe(1728); // 15 days
  expect(whole.forecast).toBe(3571.2); // 31 days
  expect([young.monthToDate, young.forecast]).toEqual([115.2, 1958.4]);
});

test('savings are what parking, surplus and undeclared clusters cost', () => {
  const found = (changes: object) => costReport(billable({ clusters: [{ ...cluster, ...changes }] }), now).savings;

  // 108 of 168 hours
  expect(found({})).toEqual([{ what: expect.stringContaining('park cluster-a'), perMonth: 2252.57 }]);
  expect(found({ hsms: 4 })).toEqual([
    { what: 'remove 1 of the HSMs of cluster-a: 3 are asked for', perMonth: 1168 },
    { what: expect.stringContaining('park cluster-a'), perMonth: 2252.57 },
  ]);
  expect(found({ asked: null })).toEqual([{ what: expect.stringContaining('delete cluster-a'), perMonth: 3504 }]);
  expect(found({ hsms: 0, asked: 0 })).toEqual([]);
});

test('a region without a known price says that it guesses', () => {
  const { guessed, parts } = costReport(billable({ region: 'eu-west-1' }), now);

  expect([guessed, parts[0]!.guessed, parts[1]!.guessed]).toEqual([true, true, undefined]);
  expect(costReport(billable(), now).guessed).toBeUndefined();
});
