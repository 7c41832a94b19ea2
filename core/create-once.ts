import { type ErrorDetails, LifecycleError } from './errors/lifecycle-error.ts';
import { createError } from './errors/service-error.ts';

export interface CreateOnce<T> {
  /** What was created already, by whatever the resource can be known; undefined where there is none. */
  find: () => Promise<T | undefined>;
  /** Asks for it, once; undefined where it was asked for and is not to be seen yet. */
  create: () => Promise<T | undefined>;
  /** How often the state machine has retried this step: `$states.context.State.RetryCount`. */
  attempt: number;
  describing: Pick<ErrorDetails, 'doing' | 'to'>;
}

/**
 * Find, then create: for creates that take no client token. After a try whose outcome nobody knows, the resource is looked for
 * twice, a grace period apart, before it is created again: the first retry only looks, the second creates.
 *
 * @throws LifecycleError CreateOutcomeUnknown, which the state machine retries after the grace period
 */
export async function createOnce<T>({ find, create, attempt, describing }: CreateOnce<T>): Promise<T> {
  const found = await find();
  if (found !== undefined) return found;
  if (attempt % 2 === 1) {
    throw new LifecycleError('CreateOutcomeUnknown', {
      ...describing,
      problem: 'the try before this one may have created it, and it is not to be seen yet',
      remedy: 'the step looks once more before it creates again; nothing is to be done',
    });
  }
  const created = await create().catch((error: unknown) => {
    throw createError(error, describing);
  });
  if (created !== undefined) return created;
  throw new LifecycleError('CreateOutcomeUnknown', {
    ...describing,
    problem: 'AWS has taken the request, and what it creates is not to be seen yet',
    remedy: 'the step looks for it before it creates again; nothing is to be done',
  });
}
