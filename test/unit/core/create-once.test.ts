import { expect, test, vi } from 'vitest';
import { createOnce } from '../../../core/create-once.ts';
import { LifecycleError } from '../../../core/errors/lifecycle-error.ts';
import { connectionCut, rejection, serverFault } from '../service-errors.ts';

const describing = { doing: 'creating a thing', to: 'somewhere' };
const unknown = { name: 'CreateOutcomeUnknown', details: describing };

test('takes what stands and creates nothing, whatever the attempt', async () => {
  const create = vi.fn(async () => 'new');

  for (const attempt of [0, 1, 2]) expect(await createOnce({ find: async () => 'found', create, attempt, describing })).toBe('found');
  expect(create).not.toHaveBeenCalled();
});

test('creates where nothing is found', async () => {
  expect(await createOnce({ find: async () => undefined, create: async () => 'new', attempt: 0, describing })).toBe('new');
});

test.each([1, 3, 5])('retry %i only looks', async (attempt) => {
  const create = vi.fn(async () => 'new');

  await expect(createOnce({ find: async () => undefined, create, attempt, describing })).rejects.toMatchObject(unknown);
  expect(create).not.toHaveBeenCalled();
});

test.each([2, 4])('retry %i looks, then creates again', async (attempt) => {
  const find = vi.fn(async () => undefined);

  expect(await createOnce({ find, create: async () => 'new', attempt, describing })).toBe('new');
  expect(find).toHaveBeenCalledOnce();
});

test.each([
  ['a cut connection', connectionCut()],
  ['a failure of the service', serverFault()],
  ['a request that timed out', Object.assign(new Error('no answer'), { name: 'TimeoutError' })],
])('does not know the outcome after %s', async (_, error) => {
  const create = () => Promise.reject(error);

  await expect(createOnce({ find: async () => undefined, create, attempt: 0, describing })).rejects.toMatchObject(unknown);
});

test('knows that a throttled request created nothing', async () => {
  const create = () => Promise.reject(rejection('ThrottlingException'));

  await expect(createOnce({ find: async () => undefined, create, attempt: 0, describing })).rejects.toMatchObject({
    name: 'TransientServiceError',
  });
});

test('knows that a refused request created nothing', async () => {
  const create = () => Promise.reject(rejection('ValidationException'));

  await expect(createOnce({ find: async () => undefined, create, attempt: 0, describing })).rejects.toMatchObject({
    name: 'RequestRejected',
  });
});

test("passes on a workflow's own error", async () => {
  const error = new LifecycleError('LeaseLost', { doing: 'checking', to: 'it', problem: 'gone', remedy: 'wait' });

  await expect(createOnce({ find: async () => undefined, create: () => Promise.reject(error), attempt: 0, describing })).rejects.toBe(
    error,
  );
});

test('does not take for created what is not to be seen yet', async () => {
  await expect(createOnce({ find: async () => undefined, create: async () => undefined, attempt: 0, describing })).rejects.toMatchObject(
    unknown,
  );
});
