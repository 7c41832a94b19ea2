import { beforeEach, expect, test } from 'vitest';
import { lastStandingHsms } from '../../../../core/record/last-standing.ts';
import { recordFailure, recordOutcome } from '../../../../core/record/outcome-item.ts';
import { aMinuteLater, execution, now, twoMinutesLater } from '../../executions.ts';
import { emptyRecord } from '../../record.ts';

const hsm = (number: number) => ({ id: `hsm-${number}`, eniId: `eni-${number}` });
const ended = (at: string, ...numbers: number[]) => ({ at, execution, outcome: { cluster: { id: 'cluster-1', hsms: numbers.map(hsm) } } });

beforeEach(emptyRecord);

test('the HSMs that stood last are those of whatever run has succeeded last', async () => {
  await recordOutcome('production', 'provision', ended(now, 1));
  await recordOutcome('production', 'scale', ended(twoMinutesLater, 1, 2, 3));
  await recordOutcome('production', 'repair', ended(aMinuteLater, 1, 2));

  expect(await lastStandingHsms('production')).toEqual([hsm(1), hsm(2), hsm(3)]);
});

test('a run that tells no HSMs, a failed one and a drill say nothing of what stood', async () => {
  await recordOutcome('production', 'provision', ended(now, 1));
  await recordOutcome('production', 'rotate', { at: aMinuteLater, execution, outcome: { rotated: ['admin'] } });
  await recordOutcome('production', 'drill', ended(twoMinutesLater, 9));
  await recordFailure('production', 'scale', { at: twoMinutesLater, execution, error: 'HsmDegraded' });

  expect(await lastStandingHsms('production')).toEqual([hsm(1)]);
});

test('of an environment in which nothing has succeeded none is known', async () => {
  expect(await lastStandingHsms('production')).toEqual([]);
});
