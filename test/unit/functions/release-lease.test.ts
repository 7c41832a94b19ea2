import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { readLease } from '../../../core/record/lease.ts';
import { handler } from '../../../functions/release-lease.ts';
import { dynamodb, sfn } from '../aws.ts';
import { environmentFile } from '../environments.ts';
import { execution, executionIs, executionIsUnknown, now, otherExecution } from '../executions.ts';
import { context } from '../lambda-context.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, store, stored } from '../record.ts';
import { serverFault } from '../service-errors.ts';

const event = { environment: 'production', holder: execution };
const { environment: _, ...unnamed } = { ...event, redriveCount: 0 };

beforeEach(() => {
  sfn.reset();
  emptyRecord();
  leaseHeldBy(execution, { created: ['cluster-1'] });
});

test('frees the environment, asks nobody, and leaves what the run has created to be read', async () => {
  expect(await handler(event, context)).toEqual({ environment: 'production', released: true, recovered: false });

  expect(stored('lease')).toEqual({ createdBy: execution, created: ['cluster-1'] });
  expect(sfn.calls()).toHaveLength(0);
});

test('leaves the lease of another execution alone, without an error', async () => {
  leaseHeldBy(otherExecution);

  expect(await handler(event, context)).toEqual({ environment: 'production', released: false, recovered: false });
  expect(await readLease('production')).toMatchObject({ holder: otherExecution });
});

test('has a failing table tried again', async () => {
  dynamodb.on(UpdateItemCommand).rejects(serverFault('InternalServerError'));

  await expect(handler(event, context)).rejects.toMatchObject({ name: 'TransientServiceError' });
});

test.each(['ABORTED', 'TIMED_OUT', 'FAILED'] as const)('releases on behalf of an execution that is %s', async (status) => {
  executionIs(execution, status, now);

  expect(await handler({ ...event, redriveCount: 0 }, context)).toMatchObject({ released: true, recovered: false });
});

test('releases on behalf of an execution that nobody knows', async () => {
  executionIsUnknown(execution);

  expect(await handler({ ...event, redriveCount: 0 }, context)).toMatchObject({ released: true, recovered: false });
});

test.each(['RUNNING', 'PENDING_REDRIVE', 'SUCCEEDED'] as const)(
  'says that a redriven execution has not failed: it is %s',
  async (status) => {
    executionIs(execution, status, undefined, 1);

    expect(await handler({ ...event, redriveCount: 0 }, context)).toEqual({ environment: 'production', released: false, recovered: true });
    expect(dynamodb.calls()).toHaveLength(0);
  },
);

test('releases on behalf of an execution that is shown as it was before its end', async () => {
  executionIs(execution, 'RUNNING', undefined, 1);

  expect(await handler({ ...event, redriveCount: 1 }, context)).toMatchObject({ released: true, recovered: false });
});

test.each([
  ['a file', environmentFile()],
  ['a name', { environment: 'production', hsms: 3 }],
  ['an event', { detail: environmentFile(), time: '2026-01-01T00:00:00Z', id: '6f1c7a52' }],
])('finds the environment in the input of the holder: %s', async (__, input) => {
  executionIs(execution, 'FAILED', now);

  expect(await handler({ ...unnamed, input: JSON.stringify(input) }, context)).toEqual({
    environment: 'production',
    released: true,
    recovered: false,
  });
});

test.each([
  ['AWS leaves out', null],
  ['names none', '{"version":1}'],
  ['is no JSON', 'production'],
])('frees nothing where the input %s', async (__, input) => {
  executionIs(execution, 'FAILED', now);

  expect(await handler({ ...unnamed, input }, context)).toEqual({ environment: '', released: false, recovered: false });
  expect(dynamodb.calls()).toHaveLength(0);
});

describe('the end of a drill', () => {
  const holder = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-drill:run';
  const failed = { environment: 'production', holder, redriveCount: 0, error: 'BackupNotProven', now };
  const noted = { failedAt: now, failedWith: 'BackupNotProven', failedExecution: holder };

  test('that failed is on record, beside the last one that did not', async () => {
    fileOnRecord();
    store('outcome#drill', { at: '2025-12-01T00:00:00.000Z', outcome: '{}' });
    executionIs(holder, 'FAILED', now);

    await handler(failed, context);

    expect(stored('outcome#drill')).toEqual({ at: '2025-12-01T00:00:00.000Z', outcome: '{}', ...noted });
  });

  test('that somebody stopped is on record as that', async () => {
    fileOnRecord();
    executionIs(holder, 'ABORTED', now);

    await handler({ ...failed, error: '' }, context);

    expect(stored('outcome#drill')).toMatchObject({ failedWith: 'no error of its own: it was stopped' });
  });

  test('that has been redriven, or releases its lease itself, has not failed', async () => {
    fileOnRecord();
    executionIs(holder, 'RUNNING', undefined, 1);
    await handler(failed, context);
    await handler({ ...failed, redriveCount: undefined }, context);

    expect(stored('outcome#drill')).toBeUndefined();
  });

  test.each([
    ['of an environment that is not on record', failed, false],
    ['that another held off', { ...failed, error: 'LeaseHeld' }, true],
    ['of another intent', { ...failed, holder: holder.replace('-drill', '-scale') }, true],
    ['that is told before anybody says when', { ...failed, now: undefined }, true],
  ])('%s is not', async (_, asked, onRecord) => {
    if (onRecord) fileOnRecord();
    executionIs(asked.holder, 'FAILED', now);

    await handler(asked, context);

    expect([stored('outcome#drill'), stored('outcome#scale')]).toEqual([undefined, undefined]);
  });
});
