import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import {
  createdBy,
  forgetCreate,
  hasCreated,
  listCreated,
  noteCreate,
  readCreates,
  settleCreate,
} from '../../../../core/record/create-notes.ts';
import { freeLease, type Lease } from '../../../../core/record/lease.ts';
import { dynamodb } from '../../aws.ts';
import { aMinuteLater, execution, lease, now, otherExecution, twoMinutesLater } from '../../executions.ts';
import { emptyRecord, leaseHeldBy, note, noteOf, stored, unansweredWrite } from '../../record.ts';

const other = { ...lease, holder: otherExecution };

beforeEach(() => {
  emptyRecord();
  leaseHeldBy(execution);
});

test('a note says when something was asked for, by whom, and what was there before', async () => {
  await note('HSM 2 in us-east-1a', { at: now, known: ['hsm-1'] });

  expect(await noteOf('HSM 2 in us-east-1a')).toEqual({ at: now, by: execution, known: ['hsm-1'] });
  expect(await noteOf('HSM 1 in us-east-1a')).toBeUndefined();
  expect(await readCreates({ ...lease, environment: 'testing' }, 'HSM 2 in us-east-1a')).toMatchObject({ note: undefined });
});

test('a later note takes the place of the one that was seen', async () => {
  await note('cluster', { at: now, known: [] });
  leaseHeldBy(otherExecution);
  const seen = await readCreates(lease, 'cluster');

  expect(await noteCreate(other, 'cluster', { at: twoMinutesLater, known: ['cluster-1'] }, seen)).toBeDefined();
  expect(await noteOf('cluster')).toEqual({ at: twoMinutesLater, by: otherExecution, known: ['cluster-1'] });
});

test('of two functions that have found nothing, only the first notes', async () => {
  const seen = await readCreates(lease, 'cluster');

  expect(await noteCreate(lease, 'cluster', { at: now, known: [] }, seen)).toBeDefined();
  expect(await noteCreate(lease, 'cluster', { at: aMinuteLater, known: [] }, seen)).toBeUndefined();

  expect(await noteOf('cluster')).toMatchObject({ at: now });
});

test('so it is of two that have seen the same older note', async () => {
  await note('cluster', { at: now, known: [] });
  const seen = await readCreates(lease, 'cluster');

  expect(await noteCreate(lease, 'cluster', { at: aMinuteLater, known: [] }, seen)).toBeDefined();
  expect(await noteCreate(lease, 'cluster', { at: twoMinutesLater, known: [] }, seen)).toBeUndefined();
});

test('one that has looked before another has asked, found and settled does not note: it would create a second one', async () => {
  const lagging = await readCreates(lease, 'cluster');
  await noteCreate(lease, 'cluster', { at: now, known: [] }, lagging);
  await settleCreate(lease, 'cluster', now, ['cluster-1']);

  expect(await noteCreate(lease, 'cluster', { at: aMinuteLater, known: [] }, lagging)).toBeUndefined();
  expect(await noteCreate(lease, 'cluster', { at: aMinuteLater, known: [] }, await readCreates(lease, 'cluster'))).toBeDefined();
});

test('a note that is taken back leaves the one before it: what that has asked for may still appear', async () => {
  await note('cluster', { at: now, known: ['cluster-0'] });
  const seen = await readCreates(lease, 'cluster');
  await noteCreate(lease, 'cluster', { at: twoMinutesLater, known: [] }, seen);

  await forgetCreate(lease, 'cluster', twoMinutesLater, seen.note);

  expect(await noteOf('cluster')).toEqual({ at: now, by: execution, known: ['cluster-0'] });
});

test('a note that is taken back is gone, and nothing is listed', async () => {
  await note('cluster', { at: now, known: [] });

  await forgetCreate(lease, 'cluster', now, undefined);

  expect(await noteOf('cluster')).toBeUndefined();
  expect(await createdBy(lease)).toEqual([]);
});

test('only its own note is taken back: one that was written since stays', async () => {
  await note('cluster', { at: now, known: [] });
  await note('cluster', { at: twoMinutesLater, known: [] });

  await forgetCreate(lease, 'cluster', now, undefined);

  expect(await noteOf('cluster')).toMatchObject({ at: twoMinutesLater });
});

test('the note goes and what was created is listed in one write', async () => {
  await note('cluster', { at: now, known: [] });
  const before = dynamodb.commandCalls(UpdateItemCommand).length;

  await settleCreate(lease, 'cluster', now, ['cluster-1']);

  expect(dynamodb.commandCalls(UpdateItemCommand)).toHaveLength(before + 1);
  expect(stored('lease')).toMatchObject({ created: ['cluster-1'] });
  expect(stored('lease')).not.toHaveProperty('asked for cluster');
});

test('the note goes alone where nothing of it is ours', async () => {
  await note('cluster', { at: now, known: ['cluster-1'] });

  await settleCreate(lease, 'cluster', now, []);

  expect(await noteOf('cluster')).toBeUndefined();
  expect(await createdBy(lease)).toEqual([]);
});

test('a later note stays when an earlier one is settled: what it has asked for may still appear', async () => {
  await note('cluster', { at: now, known: [] });
  await note('cluster', { at: twoMinutesLater, known: [] });

  await settleCreate(lease, 'cluster', now, ['cluster-1']);

  expect(await noteOf('cluster')).toMatchObject({ at: twoMinutesLater });
  expect(await createdBy(lease)).toEqual(['cluster-1']);
});

test.each<[string, () => Promise<unknown>]>([
  ['noted', () => note('cluster', { at: now, known: [] })],
  ['settled', () => settleCreate(lease, 'cluster', now, ['cluster-1'])],
  ['taken back', () => forgetCreate(lease, 'cluster', now, undefined)],
])('a create that is %s late, when another try has gone on, changes nothing any more', async (kind, write) => {
  if (kind !== 'noted') await note('cluster', { at: now, known: [] });
  const late = unansweredWrite();
  await expect(write()).rejects.toThrow();
  await note('cluster', { at: aMinuteLater, known: [] });
  await settleCreate(lease, 'cluster', aMinuteLater, ['cluster-1']);
  await note('cluster', { at: twoMinutesLater, known: ['cluster-1'] });
  const before = stored('lease');

  expect(late).toThrow('The conditional request failed');
  expect(stored('lease')).toEqual(before);
});

test('the list holds each id once, sorted', async () => {
  await settleCreate(lease, 'HSM', now, ['hsm-2']);
  await listCreated(lease, ['arn:secret', 'hsm-2']);
  await listCreated(lease, []);

  expect(await createdBy(lease)).toEqual(['arn:secret', 'hsm-2']);
});

test('the list is still to be read when the lease is freed, by its author alone', async () => {
  await settleCreate(lease, 'cluster', now, ['cluster-1']);
  await freeLease('production', execution);

  expect(await createdBy(lease)).toEqual(['cluster-1']);
  expect(await createdBy(other)).toEqual([]);
});

test('an environment without a record has nothing created', async () => {
  expect(await createdBy({ environment: 'testing', intent: 'provision', holder: execution })).toEqual([]);
});

test.each<[string, (lease: Lease) => Promise<unknown>]>([
  ['noting', (by) => note('cluster', { at: now, known: [] }, by)],
  ['forgetting', (by) => forgetCreate(by, 'cluster', now, undefined)],
  ['settling', (by) => settleCreate(by, 'cluster', now, ['cluster-1'])],
  ['listing', (by) => listCreated(by, ['arn:secret'])],
])('%s is for the holder of the lease alone: the write is the check', async (_, change) => {
  const before = stored('lease');

  await expect(change(other)).rejects.toMatchObject({
    name: 'LeaseLost',
    details: { problem: `provision works on it now: ${execution}` },
  });
  expect(stored('lease')).toEqual(before);
});

test('what is listed was created by the run', async () => {
  await settleCreate(lease, 'cluster', now, ['cluster-1']);

  expect(await hasCreated(lease, 'cluster', 'cluster-1')).toBe(true);
  expect(await hasCreated(lease, 'cluster', 'cluster-2')).toBe(false);
  expect(await hasCreated(other, 'cluster', 'cluster-1')).toBe(false);
});

test('so was what appeared after it was asked for and the answer was lost, unless it was there before', async () => {
  await note('cluster', { at: now, known: ['cluster-0'] });

  expect(await hasCreated(lease, 'cluster', 'cluster-1')).toBe(true);
  expect(await hasCreated(lease, 'cluster', 'cluster-0')).toBe(false);
  expect(await hasCreated(lease, 'key store', 'cks-1')).toBe(false);
});

test('what another run asked for is not ours', async () => {
  await note('cluster', { at: now, known: [] });
  leaseHeldBy(otherExecution);

  expect(await hasCreated(other, 'cluster', 'cluster-1')).toBe(false);
});
