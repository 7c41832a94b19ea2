import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeEach, expect, test } from 'vitest';
import { settleCreate } from '../../../../core/record/create-notes.ts';
import { freeLease, holdLease, holdLeaseAgain, readLease, requireLastHolder, takeLease } from '../../../../core/record/lease.ts';
import { dynamodb, sfn } from '../../aws.ts';
import {
  aMinuteLater,
  bodyExecution,
  execution,
  executionIs,
  executionIsUnknown,
  lease,
  now,
  otherExecution,
  twoMinutesLater,
} from '../../executions.ts';
import { emptyRecord, fileOnRecord, leaseHeldBy, note, store, stored, unansweredWrite } from '../../record.ts';

const lost = { name: 'LeaseLost', details: { doing: 'checking the lease', to: 'environment production' } };

beforeEach(() => {
  sfn.reset();
  emptyRecord();
});

test('is taken where nobody holds it, in one write', async () => {
  expect(await takeLease(lease, now)).toBe(true);

  expect(await readLease('production')).toEqual({ ...lease, since: now });
  expect(dynamodb.commandCalls(UpdateItemCommand)).toHaveLength(1);
});

test('is not taken from another, and nothing of it changes', async () => {
  leaseHeldBy(otherExecution, { created: ['cluster-1'] });
  const before = stored('lease');

  expect(await takeLease(lease, now)).toBe(false);
  expect(stored('lease')).toEqual(before);
});

test('is taken from the one that it shall replace, and from no other', async () => {
  leaseHeldBy(otherExecution);

  expect(await takeLease(lease, now, `${otherExecution}-before`)).toBe(false);
  expect(await takeLease(lease, now, otherExecution)).toBe(true);
  expect(await readLease('production')).toMatchObject({ holder: execution, since: now });
});

test('taken again by its holder, it is held since it was first taken', async () => {
  await takeLease(lease, now);

  expect(await takeLease(lease, aMinuteLater)).toBe(true);
  expect(await readLease('production')).toMatchObject({ since: now });
});

test('of two that take it at once, one gets it', async () => {
  const taken = await Promise.all([takeLease(lease, now), takeLease({ ...lease, holder: otherExecution }, now)]);

  expect(taken.toSorted()).toEqual([false, true]);
});

test('nobody holds the lease of an environment that has never been leased', async () => {
  expect(await readLease('production')).toBeUndefined();
});

test('freed by its holder, nobody holds it', async () => {
  await takeLease(lease, now);

  expect(await freeLease('production', execution)).toBe(true);
  expect(await readLease('production')).toBeUndefined();
});

test('is freed by nobody else, and not twice', async () => {
  await takeLease(lease, now);

  expect(await freeLease('production', otherExecution)).toBe(false);
  expect(await readLease('production')).toMatchObject({ holder: execution });
  await freeLease('production', execution);
  expect(await freeLease('production', execution)).toBe(false);
});

test('what was asked for outlives the run that asked: its note stays when the lease is freed and taken by another', async () => {
  await takeLease(lease, now);
  await note('cluster', { at: now, known: [] });
  const { 'asked for cluster': noted } = stored('lease')!;

  await freeLease('production', execution);
  await takeLease({ ...lease, holder: otherExecution }, aMinuteLater);

  expect(stored('lease')).toMatchObject({ 'asked for cluster': noted });
});

test('lists what its holder has created; another that takes it begins a list of its own', async () => {
  await takeLease(lease, now);
  await settleCreate(lease, 'cluster', now, ['cluster-1']);
  await freeLease('production', execution);
  expect(stored('lease')).toEqual({ createdBy: execution, created: ['cluster-1'], 'settled cluster': now });

  await takeLease({ ...lease, holder: otherExecution }, aMinuteLater);
  expect(stored('lease')).toMatchObject({ createdBy: otherExecution });
  expect(stored('lease')).not.toHaveProperty('created');
});

test('an execution that takes it again goes on with its own list', async () => {
  await takeLease(lease, now);
  await settleCreate(lease, 'cluster', now, ['cluster-1']);
  await freeLease('production', execution);

  await takeLease(lease, twoMinutesLater);

  expect(stored('lease')).toMatchObject({ created: ['cluster-1'], since: twoMinutesLater });
});

test('what another has created since the look is never taken for its own', async () => {
  await takeLease(lease, now);
  await freeLease('production', execution);
  const taking = takeLease(lease, aMinuteLater);
  store('lease', { createdBy: otherExecution, created: ['hsm-of-other'] });

  expect(await taking).toBe(true);
  expect(stored('lease')).toMatchObject({ createdBy: execution });
  expect(stored('lease')).not.toHaveProperty('created');
});

test('a lease that is taken late, when the run has taken it again and given it back, stays free', async () => {
  const late = unansweredWrite();
  await expect(takeLease(lease, now)).rejects.toThrow();
  await takeLease(lease, aMinuteLater);
  await freeLease('production', execution);

  expect(late).toThrow('The conditional request failed');
  expect(await readLease('production')).toBeUndefined();
});

test('a lease that is freed late is not taken from a run that has taken it again', async () => {
  await takeLease(lease, now);
  const late = unansweredWrite();
  await expect(freeLease('production', execution)).rejects.toThrow();
  await freeLease('production', execution);
  await takeLease(lease, aMinuteLater);

  expect(late).toThrow('The conditional request failed');
  expect(await readLease('production')).toMatchObject({ holder: execution });
});

test('holding it costs one look and no write', async () => {
  leaseHeldBy(execution);

  await holdLease(lease);

  expect(dynamodb.calls()).toHaveLength(1);
});

test('who does not hold it is told who does', async () => {
  leaseHeldBy(otherExecution, { intent: 'scale' });

  await expect(holdLease(lease)).rejects.toMatchObject({
    ...lost,
    details: { ...lost.details, problem: `scale works on it now: ${otherExecution}` },
  });
});

test('who does not hold a free lease is told that a body is started by its workflow only', async () => {
  await expect(holdLease(lease)).rejects.toMatchObject({
    ...lost,
    details: { ...lost.details, remedy: expect.stringContaining('a body is started by its workflow only') },
  });
});

test('the first check of a body asks nothing more where its entry holds the lease', async () => {
  leaseHeldBy(execution);

  await holdLeaseAgain(lease, now);

  expect(sfn.calls()).toHaveLength(0);
  expect(dynamodb.commandCalls(UpdateItemCommand)).toHaveLength(0);
});

test('an entry that was redriven takes the lease again that was freed meanwhile', async () => {
  fileOnRecord();
  executionIs(execution, 'RUNNING');

  await holdLeaseAgain(lease, now);

  expect(await readLease('production')).toEqual({ ...lease, since: now });
});

test('not where another has come between', async () => {
  fileOnRecord();
  executionIs(execution, 'RUNNING');
  leaseHeldBy(otherExecution, { intent: 'scale' });

  await expect(holdLeaseAgain(lease, now)).rejects.toMatchObject({
    name: 'LeaseHeld',
    details: {
      to: 'environment production',
      problem: `scale is at work on it: ${otherExecution}`,
      remedy: expect.stringContaining(`aws stepfunctions stop-execution --execution-arn ${otherExecution}`),
    },
  });
});

test('nor where another has come and gone, though it was asked for the same file', async () => {
  fileOnRecord();
  executionIs(execution, 'RUNNING');
  leaseHeldBy(otherExecution, { intent: 'scale' });
  await freeLease('production', otherExecution);

  const told = { ...lost, details: { ...lost.details, problem: `${otherExecution} has worked on it since this execution was stopped` } };
  await expect(holdLeaseAgain(lease, now)).rejects.toMatchObject(told);
  await expect(requireLastHolder(lease)).rejects.toMatchObject(told);
  expect(await readLease('production')).toBeUndefined();
});

test('nor where another takes it in that moment', async () => {
  fileOnRecord();
  sfn.on(DescribeExecutionCommand).callsFake(() => {
    leaseHeldBy(otherExecution);
    return { status: 'RUNNING' };
  });

  await expect(holdLeaseAgain(lease, now)).rejects.toMatchObject(lost);
  expect(await readLease('production')).toMatchObject({ holder: otherExecution });
});

test('nor where something else was asked for since', async () => {
  fileOnRecord({}, { hash: 'bb22' });
  executionIs(execution, 'RUNNING');

  await expect(holdLeaseAgain(lease, now)).rejects.toMatchObject(lost);
  expect(await readLease('production')).toBeUndefined();
});

test.each(['ABORTED', 'FAILED', 'SUCCEEDED', 'TIMED_OUT'] as const)('nor for an entry that is %s', async (status) => {
  fileOnRecord();
  executionIs(execution, status, now);

  await expect(holdLeaseAgain(lease, now)).rejects.toMatchObject(lost);
  expect(await readLease('production')).toBeUndefined();
});

test('nor for an entry that nobody knows', async () => {
  fileOnRecord();
  executionIsUnknown(execution);

  await expect(holdLeaseAgain(lease, now)).rejects.toMatchObject(lost);
});

test.each([
  ["a body's own execution", bodyExecution],
  ["somebody else's execution", 'arn:aws:states:us-east-1:123456789012:execution:somebody-else:run'],
  ['no execution', 'x'],
])('is never taken again for %s, and nobody is asked about it', async (_, holder) => {
  store('file', { hash: lease.hash });
  executionIs(holder, 'RUNNING');

  await expect(holdLeaseAgain({ ...lease, holder }, now)).rejects.toMatchObject(lost);
  expect(sfn.calls()).toHaveLength(0);
  expect(await readLease('production')).toBeUndefined();
});

test('what an execution has done is its own to tell where nobody has leased the environment since, or ever', async () => {
  await expect(requireLastHolder(lease)).resolves.toBeUndefined();

  leaseHeldBy(execution);
  await freeLease('production', execution);
  await expect(requireLastHolder(lease)).resolves.toBeUndefined();
});

test('a drill, which puts no file on record, takes its own lease again whatever was asked for since', async () => {
  const drill = { ...lease, intent: 'drill' };
  fileOnRecord({}, { hash: 'bb22' });
  leaseHeldBy(otherExecution);
  executionIs(execution, 'RUNNING');

  await holdLeaseAgain(drill, now);

  expect(await readLease('production', 'drill')).toMatchObject({ holder: execution, intent: 'drill' });
  expect(await readLease('production')).toMatchObject({ holder: otherExecution });
});

test('a drill gives its own lease back, and leaves the one of the environment', async () => {
  leaseHeldBy(otherExecution);
  await takeLease({ ...lease, intent: 'drill' }, now);

  expect(await freeLease('production', execution)).toBe(true);
  expect(await readLease('production', 'drill')).toBeUndefined();
  expect(await readLease('production')).toMatchObject({ holder: otherExecution });
});
