import { beforeEach, expect, test } from 'vitest';
import { freeLease, takeLease } from '../../../../core/record/lease.ts';
import { noteRefusedZone, refusedZones } from '../../../../core/record/refused-zones.ts';
import { execution, lease, now, otherExecution } from '../../executions.ts';
import { emptyRecord, leaseHeldBy } from '../../record.ts';

beforeEach(() => {
  emptyRecord();
  leaseHeldBy(execution);
});

test('are kept with their words, in the order of the zones', async () => {
  await noteRefusedZone(lease, 'us-east-1b', 'AWS CloudHSM is not available in us-east-1b');
  await noteRefusedZone(lease, 'us-east-1a', 'no capacity');

  expect([...(await refusedZones(lease))]).toEqual([
    ['us-east-1a', 'no capacity'],
    ['us-east-1b', 'AWS CloudHSM is not available in us-east-1b'],
  ]);
});

test('are forgotten with the run, and kept for one that takes its lease again', async () => {
  await noteRefusedZone(lease, 'us-east-1a', 'no capacity');
  await freeLease(lease.environment, execution);
  await takeLease(lease, now);
  expect((await refusedZones(lease)).size).toBe(1);

  await freeLease(lease.environment, execution);
  const next = { ...lease, holder: otherExecution };
  await takeLease(next, now);
  expect((await refusedZones(next)).size).toBe(0);
  expect((await refusedZones(lease)).size).toBe(0);
});

test('of another run, which is at work since, are no reason to pass a zone over', async () => {
  await noteRefusedZone(lease, 'us-east-1a', 'no capacity');

  expect((await refusedZones({ ...lease, holder: otherExecution })).size).toBe(0);
});

test('are noted by the holder of the lease only', async () => {
  leaseHeldBy(otherExecution);

  await expect(noteRefusedZone(lease, 'us-east-1a', 'no capacity')).rejects.toMatchObject({ name: 'LeaseLost' });
});
