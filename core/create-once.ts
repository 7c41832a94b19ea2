import { type ErrorDetails, LifecycleError } from './errors/lifecycle-error.ts';
import { createError } from './errors/service-error.ts';
import { createNoted, forgetCreate, noteCreate } from './lease/create-notes.ts';
import type { Lease } from './lease/lease.ts';

export interface CreateOnce<T, Answer> {
  /** What was created already, by whatever the resource can be known; undefined where there is none. */
  find: () => Promise<T | undefined>;
  /** The one request that creates it. */
  create: () => Promise<Answer>;
  /** The resource by the answer; undefined where it is not to be seen yet. */
  see: (answer: Answer) => Promise<T | undefined>;
  /** The same word for the same resource, whoever retries: `cluster`, `HSM 2 in us-east-1a`. */
  what: string;
  lease: Lease;
  /** ISO 8601: the state machine's time. */
  now: string;
  describing: Pick<ErrorDetails, 'doing' | 'to'>;
}

/** The state machine retries CreateOutcomeUnknown after 60 seconds: by then it has looked twice. */
const graceSeconds = 115;

/**
 * Find, then create: for creates that take no client token. The lease remembers when the resource was asked for, so that whoever
 * retries, after whatever error, looks for it until the grace period is over before creating it again.
 *
 * @throws LifecycleError CreateOutcomeUnknown, which the state machine retries
 */
export async function createOnce<T, Answer>(wanted: CreateOnce<T, Answer>): Promise<T> {
  const { find, see, what, lease, now, describing } = wanted;
  const found = await find();
  if (found !== undefined) return found;
  const notedAt = await createNoted(lease, what);
  if (notedAt && Date.parse(now) - Date.parse(notedAt) < graceSeconds * 1000) {
    throw outcomeUnknown(describing, `it was asked for at ${notedAt} and is not to be seen yet`);
  }
  await noteCreate(lease, what, now);
  const created = await see(await ask(wanted));
  if (created !== undefined) return created;
  throw outcomeUnknown(describing, 'AWS has taken the request, and what it creates is not to be seen yet');
}

async function ask<T, Answer>({ create, what, lease, describing }: CreateOnce<T, Answer>): Promise<Answer> {
  try {
    return await create();
  } catch (cause) {
    const error = createError(cause, describing);
    if ((error as Error).name !== 'CreateOutcomeUnknown') await forgetCreate(lease, what);
    throw error;
  }
}

function outcomeUnknown(describing: Pick<ErrorDetails, 'doing' | 'to'>, problem: string): LifecycleError {
  const remedy = 'the step looks for it before it creates again; nothing is to be done';
  return new LifecycleError('CreateOutcomeUnknown', { ...describing, problem, remedy });
}
