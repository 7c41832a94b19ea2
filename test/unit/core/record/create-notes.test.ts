import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test } from 'vitest';
import {
  createdBy,
  forgetCreate,
  hasCreated,
  listCreated,
  noteCreate,
  readCreates,
  readNote,
  settleCreate,
} from '../../../../core/record/create-notes.ts';
import { freeLease, type Lease } from '../../../../core/record/lease.ts';
import { dynamodb } from '../../aws.ts';
import { aMinuteLater, execution, lease, now, otherExecution, twoMinutesLater, unasked } from '../../executions.ts';
import { emptyRecord, leaseHeldBy, stored } from '../../record.ts';

const other = { ...lease, holder: otherExecution };

beforeEach(() => {
  emptyRecord();
  leaseHeldBy(execution);
});

test('a note says when something was asked for, by whom, and what was there before', async () => {
  await noteCreate(lease, 'HSM 2 in us-east-1a', { at: now, known: ['hsm-1'] }, unasked);

  expect(await readNote('production', 'HSM 2 in us-east-1a')).toEqual({ at: now, by: execution, known: ['hsm-1'] });
  expect(await readNote('production', 'HSM 1 in us-east-1a')).toBeUndefined();
  expect(await readNote('testing', 'HSM 2 in us-east-1a')).toBeUndefined();
});

test('a later note takes the place of the one that was seen', async () => {
  await noteCreate(lease, 'cluster', { at: now, known: [] }, unasked);
  leaseHeldBy(otherExecution);
  const seen = await readCreates('production', 'cluster');

  expect(await noteCreate(other, 'cluster', { at: twoMinutesLater, known: ['cluster-1'] }, seen)).toBe(true);
  expect(await readNote('production', 'cluster')).toEqual({ at: twoMinutesLater, by: otherExecution, known: ['cluster-1'] });
});

test('of two functions that have found nothing, only the first notes', async () => {
  expect(await noteCreate(lease, 'cluster', { at: now, known: [] }, unasked)).toBe(true);
  expect(await noteCreate(lease, 'cluster', { at: aMinuteLater, known: [] }, unasked)).toBe(false);

  expect(await readNote('production', 'cluster')).toMatchObject({ at: now });
});

test('so it is of two that have seen the same older note', async () => {
  await noteCreate(lease, 'cluster', { at: now, known: [] }, unasked);
  const seen = await readCreates('production', 'cluster');

  expect(await noteCreate(lease, 'cluster', { at: aMinuteLater, known: [] }, seen)).toBe(true);
  expect(await noteCreate(lease, 'cluster', { at: twoMinutesLater, known: [] }, seen)).toBe(false);
});

test('one that has looked before another has asked, found and settled does not note: it would create a second one', async () => {
  const lagging = await readCreates('production', 'cluster');
  await noteCreate(lease, 'cluster', { at: now, known: [] }, lagging);
  await settleCreate(lease, 'cluster', now, ['cluster-1']);

  expect(await noteCreate(lease, 'cluster', { at: aMinuteLater, known: [] }, lagging)).toBe(false);
  expect(await noteCreate(lease, 'cluster', { at: aMinuteLater, known: [] }, await readCreates('production', 'cluster'))).toBe(true);
});

test('a note that is taken back leaves the one before it: what that has asked for may still appear', async () => {
  await noteCreate(lease, 'cluster', { at: now, known: ['cluster-0'] }, unasked);
  const seen = await readCreates('production', 'cluster');
  await noteCreate(lease, 'cluster', { at: twoMinutesLater, known: [] }, seen);

  await forgetCreate(lease, 'cluster', seen.note);

  expect(await readNote('production', 'cluster')).toEqual({ at: now, by: execution, known: ['cluster-0'] });
});

test('a note that is taken back is gone, and nothing is listed', async () => {
  await noteCreate(lease, 'cluster', { at: now, known: [] }, unasked);

  await forgetCreate(lease, 'cluster', undefined);

  expect(await readNote('production', 'cluster')).toBeUndefined();
  expect(await createdBy(lease)).toEqual([]);
});

test('the note goes and what was created is listed in one write', async () => {
  await noteCreate(lease, 'cluster', { at: now, known: [] }, unasked);
  const before = dynamodb.commandCalls(UpdateItemCommand).length;

  await settleCreate(lease, 'cluster', now, ['cluster-1']);

  expect(dynamodb.commandCalls(UpdateItemCommand)).toHaveLength(before + 1);
  expect(stored('lease')).toMatchObject({ created: ['cluster-1'] });
  expect(stored('lease')).not.toHaveProperty('asked for cluster');
});

test('the note goes alone where nothing of it is ours', async () => {
  await noteCreate(lease, 'cluster', { at: now, known: ['cluster-1'] }, unasked);

  await settleCreate(lease, 'cluster', now, []);

  expect(await readNote('production', 'cluster')).toBeUndefined();
  expect(await createdBy(lease)).toEqual([]);
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
  expect(await createdBy({ environment: 'testing', holder: execution })).toEqual([]);
});

test.each<[string, (lease: Lease) => Promise<unknown>]>([
  ['noting', (by) => noteCreate(by, 'cluster', { at: now, known: [] }, unasked)],
  ['forgetting', (by) => forgetCreate(by, 'cluster', undefined)],
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
  await noteCreate(lease, 'cluster', { at: now, known: ['cluster-0'] }, unasked);

  expect(await hasCreated(lease, 'cluster', 'cluster-1')).toBe(true);
  expect(await hasCreated(lease, 'cluster', 'cluster-0')).toBe(false);
  expect(await hasCreated(lease, 'key store', 'cks-1')).toBe(false);
});

test('what another run asked for is not ours', async () => {
  await noteCreate(lease, 'cluster', { at: now, known: [] }, unasked);
  leaseHeldBy(otherExecution);

  expect(await hasCreated(other, 'cluster', 'cluster-1')).toBe(false);
});
