import { beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { LifecycleError } from '../../../core/errors/lifecycle-error.ts';
import { step } from '../../../core/step.ts';
import { context, loggedErrors } from '../lambda-context.ts';
import { rejection } from '../service-errors.ts';

const Input = z.object({ count: z.int().default(1) });
const Output = z.object({ doubled: z.int() });

beforeEach(() => {
  loggedErrors.length = 0;
});

test('hands the checked input to the step and its answer on', async () => {
  const handler = step(Input, Output, async ({ count }) => ({ doubled: count * 2 }));

  expect(await handler({ count: 4 }, context)).toEqual({ doubled: 8 });
  expect(await handler({}, context)).toEqual({ doubled: 2 });
});

test('does not act on an input of another shape', async () => {
  let acted = false;
  const handler = step(Input, Output, async () => {
    acted = true;
    return { doubled: 0 };
  });

  await expect(handler({ count: 'four' } as never, context)).rejects.toMatchObject({ name: 'ZodError' });
  expect(acted).toBe(false);
});

test('lets nothing out that its output does not name', async () => {
  const handler = step(Input, Output, async () => ({ doubled: 2, password: 'secret' }));

  expect(await handler({}, context)).toEqual({ doubled: 2 });
});

test('does not pass on an answer of another shape', async () => {
  const handler = step(Input, Output, async () => ({ doubled: 'two' }) as never);

  await expect(handler({}, context)).rejects.toMatchObject({ name: 'ZodError' });
});

test('gives an error of AWS a name that the state machines know', async () => {
  const handler = step(Input, Output, () => Promise.reject(rejection('AccessDeniedException', 'not authorized to perform kms:Encrypt')));

  await expect(handler({}, context)).rejects.toMatchObject({
    name: 'AccessDenied',
    details: { to: context.functionName, problem: 'AccessDeniedException: not authorized to perform kms:Encrypt' },
  });
});

test('throws, never answers, and logs the error by name', async () => {
  const error = new LifecycleError('CsrChanged', { doing: 'reading', to: 'cluster', problem: 'changed', remedy: 'again' });
  const handler = step(Input, Output, () => Promise.reject(error));

  await expect(handler({}, context)).rejects.toBe(error);
  expect(loggedErrors).toEqual([[error.message, { errorName: 'CsrChanged' }]]);
});
