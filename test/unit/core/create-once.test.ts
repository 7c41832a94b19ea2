import { beforeEach, expect, test, vi } from 'vitest';
import { createOnce } from '../../../core/create-once.ts';
import { LifecycleError } from '../../../core/errors/lifecycle-error.ts';
import { aMinuteLater, execution, lease, leaseHeldBy, now, otherExecution, twoMinutesLater } from '../leases.ts';
import { connectionCut, rejection, serverFault } from '../service-errors.ts';

const describing = { doing: 'creating a thing', to: 'somewhere' };
const unknown = { name: 'CreateOutcomeUnknown', details: describing };

beforeEach(() => leaseHeldBy(execution));

/** A thing that is found nowhere, and made by `create`. */
function wanted(create: () => Promise<string>, at = now) {
  return {
    find: async (): Promise<string | undefined> => undefined,
    create,
    see: async (made: string) => made,
    what: 'thing',
    lease,
    now: at,
    describing,
  };
}

test('takes what stands and creates nothing', async () => {
  const create = vi.fn(async () => 'new');

  expect(await createOnce({ ...wanted(create), find: async () => 'found' })).toBe('found');
  expect(create).not.toHaveBeenCalled();
});

test('creates where nothing is found', async () => {
  expect(await createOnce(wanted(async () => 'new'))).toBe('new');
});

test('after a create whose answer was lost it looks for the grace period before it creates again, whatever fails between', async () => {
  const create = vi.fn(async () => 'new').mockRejectedValueOnce(connectionCut());
  const failing = () => Promise.reject(rejection('ThrottlingException'));

  await expect(createOnce(wanted(create))).rejects.toMatchObject(unknown);
  await expect(createOnce({ ...wanted(create, aMinuteLater), find: failing })).rejects.toThrow();
  await expect(createOnce(wanted(create, aMinuteLater))).rejects.toMatchObject(unknown);
  expect(create).toHaveBeenCalledOnce();
  expect(await createOnce(wanted(create, twoMinutesLater))).toBe('new');
});

test('a function that died while it created is not repeated blindly', async () => {
  const died = vi.fn(() => new Promise<string>(() => {}));
  void createOnce(wanted(died));
  await vi.waitFor(() => expect(died).toHaveBeenCalled());

  await expect(createOnce(wanted(async () => 'again', aMinuteLater))).rejects.toMatchObject(unknown);
});

test('what was asked for under one name says nothing of another', async () => {
  await expect(createOnce(wanted(() => Promise.reject(connectionCut())))).rejects.toMatchObject(unknown);

  expect(await createOnce({ ...wanted(async () => 'other', aMinuteLater), what: 'other thing' })).toBe('other');
});

test.each([
  ['a cut connection', connectionCut()],
  ['a failure of the service', serverFault()],
  ['a request that timed out', Object.assign(new Error('no answer'), { name: 'TimeoutError' })],
])('does not know the outcome after %s', async (_, error) => {
  await expect(createOnce(wanted(() => Promise.reject(error)))).rejects.toMatchObject(unknown);
});

test.each([
  ['throttled', 'ThrottlingException', 'TransientServiceError'],
  ['refused', 'ValidationException', 'RequestRejected'],
])('knows that a %s request created nothing, and creates at the next try', async (_, code, name) => {
  const create = vi.fn(async () => 'new').mockRejectedValueOnce(rejection(code));

  await expect(createOnce(wanted(create))).rejects.toMatchObject({ name });
  expect(await createOnce(wanted(create, aMinuteLater))).toBe('new');
});

test("passes on a workflow's own error", async () => {
  const error = new LifecycleError('LeaseLost', { doing: 'checking', to: 'it', problem: 'gone', remedy: 'wait' });

  await expect(createOnce(wanted(() => Promise.reject(error)))).rejects.toBe(error);
});

test('does not take for created what is not to be seen yet', async () => {
  await expect(createOnce({ ...wanted(async () => 'new'), see: async () => undefined })).rejects.toMatchObject(unknown);
});

test('a look that fails after the create does not make it forgotten', async () => {
  const seeing = { ...wanted(async () => 'new'), see: () => Promise.reject(rejection('ThrottlingException')) };

  await expect(createOnce(seeing)).rejects.toThrow();
  await expect(createOnce(wanted(async () => 'again', aMinuteLater))).rejects.toMatchObject(unknown);
});

test('creates nothing once another execution holds the lease', async () => {
  leaseHeldBy(otherExecution);
  const create = vi.fn(async () => 'new');

  await expect(createOnce(wanted(create))).rejects.toMatchObject({ name: 'LeaseLost' });
  expect(create).not.toHaveBeenCalled();
});
