import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, expect, test, vi } from 'vitest';
import { LifecycleError } from '../../../../core/errors/lifecycle-error.ts';
import { createdBy } from '../../../../core/record/create-notes.ts';
import { type CreateOnce, createOnce } from '../../../../core/record/create-once.ts';
import { dynamodb } from '../../aws.ts';
import { aMinuteLater, execution, lease, now, otherExecution, twoMinutesLater } from '../../executions.ts';
import { emptyRecord, leaseHeldBy, note, noteOf, store, stored } from '../../record.ts';
import { connectionCut, rejection, serverFault } from '../../service-errors.ts';

const describing = { doing: 'creating a thing', to: 'somewhere' };
const unknown = { name: 'CreateOutcomeUnknown', details: describing };
const other = { ...lease, holder: otherExecution };

beforeEach(() => {
  emptyRecord();
  leaseHeldBy(execution);
});

/** A thing, known by its text, that is found nowhere and made by `create`. */
function wanted(create: () => Promise<string>, changes: Partial<CreateOnce<string, string>> = {}): CreateOnce<string, string> {
  return {
    find: async () => undefined,
    create,
    see: async (made) => made,
    ids: (found) => [found],
    what: 'thing',
    lease,
    now,
    describing,
    ...changes,
  };
}

const found = (thing: string) => async () => thing;
const lostAnswer = () => Promise.reject(connectionCut());
const noteOfThing = () => noteOf('thing');

test('reads the record once, before it looks', async () => {
  await createOnce(wanted(found('new')));

  expect(dynamodb.commandCalls(GetItemCommand)).toHaveLength(1);
  expect(await createdBy(lease)).toEqual(['new']);
});

test('what others write to the record meanwhile stays', async () => {
  const create = async () => {
    store('lease', { 'asked for another': 'now' });
    return 'new';
  };
  await createOnce(wanted(create));

  expect(stored('lease')).toMatchObject({ created: ['new'], 'asked for another': 'now' });
  expect(await noteOfThing()).toBeUndefined();
});

test('takes what stands, creates nothing and claims nothing', async () => {
  const create = vi.fn(found('new'));

  expect(await createOnce(wanted(create, { find: found('standing') }))).toBe('standing');
  expect(create).not.toHaveBeenCalled();
  expect(await createdBy(lease)).toEqual([]);
});

test('creates where nothing is found, lists it as created, and leaves no note', async () => {
  expect(await createOnce(wanted(found('new')))).toBe('new');

  expect(await createdBy(lease)).toEqual(['new']);
  expect(await noteOfThing()).toBeUndefined();
});

test('the note stands before the request is made, with what was there already', async () => {
  const create = vi.fn(async () => {
    expect(await noteOfThing()).toEqual({ at: now, by: execution, known: ['standing'] });
    return 'new';
  });

  await createOnce(wanted(create, { known: () => ['standing'] }));

  expect(create).toHaveBeenCalledOnce();
});

test('of what is seen afterwards, only what was not there before is listed', async () => {
  const kinds = { ids: (all: string[]) => all, known: () => ['old'], see: async () => ['old', 'new'] };
  const { see: _, ids: __, find: ___, inTheWay: ____, ...rest } = wanted(found('answer'));

  await createOnce({ ...rest, ...kinds, find: async () => undefined });

  expect(await createdBy(lease)).toEqual(['new']);
});

test('after a create whose answer was lost it looks for the grace period before it creates again, whatever fails between', async () => {
  const create = vi.fn(found('new')).mockRejectedValueOnce(connectionCut());
  const failing = () => Promise.reject(rejection('ThrottlingException'));

  await expect(createOnce(wanted(create))).rejects.toMatchObject(unknown);
  await expect(createOnce(wanted(create, { now: aMinuteLater, find: failing }))).rejects.toThrow();
  await expect(createOnce(wanted(create, { now: aMinuteLater }))).rejects.toMatchObject(unknown);
  expect(create).toHaveBeenCalledOnce();
  expect(await createOnce(wanted(create, { now: twoMinutesLater }))).toBe('new');
  expect(await noteOfThing()).toBeUndefined();
});

test('what appears after the answer was lost is listed as created, and its note goes', async () => {
  await expect(createOnce(wanted(lostAnswer))).rejects.toMatchObject(unknown);

  expect(await createOnce(wanted(lostAnswer, { now: aMinuteLater, find: found('lost') }))).toBe('lost');

  expect(await createdBy(lease)).toEqual(['lost']);
  expect(await noteOfThing()).toBeUndefined();
});

test('what another run has asked for is looked for as long before it is created again', async () => {
  leaseHeldBy(otherExecution);
  await expect(createOnce(wanted(lostAnswer, { lease: other }))).rejects.toMatchObject(unknown);
  leaseHeldBy(execution);
  const create = vi.fn(found('new'));

  await expect(createOnce(wanted(create, { now: aMinuteLater }))).rejects.toMatchObject(unknown);
  expect(create).not.toHaveBeenCalled();
  expect(await createOnce(wanted(create, { now: twoMinutesLater }))).toBe('new');
  expect(await createdBy(lease)).toEqual(['new']);
});

test("what another run's request has brought is adopted and never listed as ours, and its note goes", async () => {
  leaseHeldBy(otherExecution);
  await note('thing', { at: now, known: [] }, other);
  leaseHeldBy(execution);

  expect(await createOnce(wanted(found('new'), { now: aMinuteLater, find: found('theirs') }))).toBe('theirs');

  expect(await createdBy(lease)).toEqual([]);
  expect(await noteOfThing()).toBeUndefined();
});

test('a function that died while it created is not repeated blindly', async () => {
  const died = vi.fn(() => new Promise<string>(() => {}));
  void createOnce(wanted(died));
  await vi.waitFor(() => expect(died).toHaveBeenCalled());

  await expect(createOnce(wanted(found('again'), { now: aMinuteLater }))).rejects.toMatchObject(unknown);
});

test('of two functions that look at the same moment, one creates and the other looks again', async () => {
  const create = vi.fn(found('new'));

  const ended = await Promise.allSettled([createOnce(wanted(create)), createOnce(wanted(create))]);

  expect(create).toHaveBeenCalledOnce();
  expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(ended.find(({ status }) => status === 'rejected')).toMatchObject({ reason: unknown });
});

test('what was asked for under one name says nothing of another', async () => {
  await expect(createOnce(wanted(lostAnswer))).rejects.toMatchObject(unknown);

  expect(await createOnce(wanted(found('other'), { now: aMinuteLater, what: 'other thing' }))).toBe('other');
});

test.each([
  ['a cut connection', connectionCut()],
  ['a failure of the service', serverFault()],
  ['a request that timed out', Object.assign(new Error('no answer'), { name: 'TimeoutError' })],
])('does not know the outcome after %s, and keeps the note', async (_, error) => {
  await expect(createOnce(wanted(() => Promise.reject(error)))).rejects.toMatchObject(unknown);

  expect(await noteOfThing()).toMatchObject({ at: now });
});

test.each([
  ['throttled', 'ThrottlingException', 'TransientServiceError'],
  ['refused', 'ValidationException', 'RequestRejected'],
])('knows that a %s request created nothing: forgets it, and creates at the next try', async (_, code, name) => {
  const create = vi.fn(found('new')).mockRejectedValueOnce(rejection(code));

  await expect(createOnce(wanted(create))).rejects.toMatchObject({ name });
  expect(await noteOfThing()).toBeUndefined();
  expect(await createOnce(wanted(create, { now: aMinuteLater }))).toBe('new');
});

test('what stood before and made AWS refuse is adopted and never listed as created', async () => {
  const refused = () => Promise.reject(rejection('ThereIsOneException'));
  const inTheWay = async (refusal: unknown) => ((refusal as Error).name === 'ThereIsOneException' ? 'standing' : undefined);

  expect(await createOnce(wanted(refused, { inTheWay }))).toBe('standing');
  expect(await createdBy(lease)).toEqual([]);
  expect(await noteOfThing()).toBeUndefined();
});

test('it is listed where an earlier request of this run may have brought it', async () => {
  const create = vi.fn(() => Promise.reject(rejection('ThereIsOneException'))).mockRejectedValueOnce(connectionCut());
  const inTheWay = found('made');
  await expect(createOnce(wanted(create, { inTheWay }))).rejects.toMatchObject(unknown);

  expect(await createOnce(wanted(create, { inTheWay, now: twoMinutesLater }))).toBe('made');
  expect(await createdBy(lease)).toEqual(['made']);
  expect(await noteOfThing()).toBeUndefined();
});

test('a refused request is forgotten, and an earlier one of unknown outcome is not', async () => {
  const create = vi.fn(() => Promise.reject(rejection('ValidationException'))).mockRejectedValueOnce(connectionCut());
  await expect(createOnce(wanted(create))).rejects.toMatchObject(unknown);

  await expect(createOnce(wanted(create, { now: twoMinutesLater }))).rejects.toMatchObject({ name: 'RequestRejected' });
  expect(await noteOfThing()).toMatchObject({ at: now });
});

test('a function that lags behind a whole create of another try creates no second one', async () => {
  const create = vi.fn(found('new'));
  const lagging = async () => {
    await createOnce(wanted(create, { now: aMinuteLater }));
    return undefined;
  };

  await expect(createOnce(wanted(create, { find: lagging }))).rejects.toMatchObject(unknown);
  expect(create).toHaveBeenCalledOnce();
});

test("passes on a workflow's own error, and forgets: nothing was asked for", async () => {
  const error = new LifecycleError('ClusterBusy', { doing: 'creating', to: 'it', problem: 'its state is MODIFY_IN_PROGRESS' });

  await expect(createOnce(wanted(() => Promise.reject(error)))).rejects.toBe(error);
  expect(await noteOfThing()).toBeUndefined();
});

test('does not take for created what is not to be seen yet', async () => {
  await expect(createOnce(wanted(found('new'), { see: async () => undefined }))).rejects.toMatchObject(unknown);

  expect(await createdBy(lease)).toEqual([]);
});

test('a look that fails after the create does not make it forgotten', async () => {
  const see = () => Promise.reject(rejection('ThrottlingException'));

  await expect(createOnce(wanted(found('new'), { see }))).rejects.toThrow();
  await expect(createOnce(wanted(found('again'), { now: aMinuteLater }))).rejects.toMatchObject(unknown);
});

test('what the record knows and AWS does not show is looked for before another is created', async () => {
  const create = vi.fn(found('new'));

  await expect(createOnce(wanted(create, { onRecord: 'known' }))).rejects.toMatchObject({
    ...unknown,
    details: { ...describing, problem: 'the record knows it as known, and it is not to be seen' },
  });
  await expect(createOnce(wanted(create, { onRecord: 'known', now: aMinuteLater }))).rejects.toMatchObject(unknown);
  expect(create).not.toHaveBeenCalled();

  expect(await createOnce(wanted(create, { onRecord: 'known', now: twoMinutesLater }))).toBe('new');
  expect(await createdBy(lease)).toEqual(['new']);
});

test('what the record knew, and AWS shows again, is never listed as created', async () => {
  await expect(createOnce(wanted(found('new'), { onRecord: 'known' }))).rejects.toMatchObject(unknown);

  expect(await createOnce(wanted(found('new'), { onRecord: 'known', now: aMinuteLater, find: found('known') }))).toBe('known');

  expect(await createdBy(lease)).toEqual([]);
  expect(await noteOfThing()).toBeUndefined();
});

test('nor is it where AWS names it in the answer of the create', async () => {
  await expect(createOnce(wanted(found('known'), { onRecord: 'known' }))).rejects.toMatchObject(unknown);

  expect(await createOnce(wanted(found('known'), { onRecord: 'known', now: twoMinutesLater }))).toBe('known');
  expect(await createdBy(lease)).toEqual([]);
});

test('creates nothing once another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  const create = vi.fn(found('new'));

  await expect(createOnce(wanted(create))).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(create).not.toHaveBeenCalled();
});

test('what was created while the lease was lost is not listed, and its note stays for whoever holds it now', async () => {
  const create = async () => {
    leaseHeldBy(otherExecution);
    return 'new';
  };

  await expect(createOnce(wanted(create))).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(await noteOfThing()).toMatchObject({ by: execution });
  expect(await createdBy(other)).toEqual([]);
});
