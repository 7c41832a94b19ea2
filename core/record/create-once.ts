import { type ErrorDetails, LifecycleError } from '../errors/lifecycle-error.ts';
import { createError } from '../errors/service-error.ts';
import { type CreateHistory, type CreateNote, forgetCreate, noteCreate, readCreates, settleCreate } from './create-notes.ts';
import type { Item } from './item.ts';
import type { Lease } from './lease.ts';

export interface CreateOnce<T, Answer> {
  /** What was created already, by whatever the resource can be known; undefined where there is none. */
  find: (history: CreateHistory) => Promise<T | undefined>;
  /** The one request that creates it. */
  create: () => Promise<Answer>;
  /** The resource by the answer; undefined where it is not to be seen yet. */
  see: (answer: Answer) => Promise<T | undefined>;
  /** What made AWS refuse the request, since it stood before and no look had shown it; undefined where AWS refused for another reason. */
  inTheWay?: (refusal: unknown) => Promise<T | undefined>;
  /** The ids of what was found. */
  ids: (found: T) => string[];
  /** Ids that were there when this resource was last looked for. */
  known?: () => string[];
  /** The id under which the record knows the resource: then it is looked for before another is created. */
  onRecord?: string;
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
 * Find, then create: for creates that take no client token. A note remembers when the resource was asked for, so that whoever
 * retries, after whatever error, in whatever run, looks for it until the grace period is over before creating it again. What is
 * found is settled in one write: the note goes, and the run that has asked for it lists it as created.
 *
 * @throws LifecycleError CreateOutcomeUnknown, which the state machine retries; LeaseLost
 */
export async function createOnce<T, Answer>(wanted: CreateOnce<T, Answer>): Promise<T> {
  const { find, see, what, lease, now, describing, known = () => [], onRecord } = wanted;
  const history = await readCreates(lease, what);
  const { note } = history;
  const found = await find(history);
  if (found !== undefined) return settled(wanted, found, note, history.item);
  if (note && Date.parse(now) - Date.parse(note.at) < graceSeconds * 1000) {
    throw outcomeUnknown(describing, `it was asked for at ${note.at} and is not to be seen yet`);
  }
  const before = onRecord ? [...known(), onRecord] : known();
  const noted = await noteCreate(lease, what, { at: now, known: before }, history);
  if (!noted) {
    throw outcomeUnknown(describing, 'another try has asked for it this moment');
  }
  if (onRecord && !note) throw outcomeUnknown(describing, `the record knows it as ${onRecord}, and it is not to be seen`);
  const asked = await ask(wanted, note);
  if ('inTheWay' in asked) return asked.inTheWay;
  const created = await see(asked.answer);
  if (created !== undefined) return settled(wanted, created, { at: now, by: lease.holder, known: before }, noted);
  throw outcomeUnknown(describing, 'AWS has taken the request, and what it creates is not to be seen yet');
}

async function settled<T, Answer>(
  { what, lease, ids }: CreateOnce<T, Answer>,
  found: T,
  note: CreateNote | undefined,
  read?: Item,
): Promise<T> {
  if (!note) return found;
  const created = note.by === lease.holder ? ids(found).filter((id) => !note.known.includes(id)) : [];
  await settleCreate(lease, what, note.at, created, read);
  return found;
}

/** Sends the request; what it did not create is taken for created only where an earlier request may have. */
async function ask<T, Answer>(
  wanted: CreateOnce<T, Answer>,
  earlier: CreateNote | undefined,
): Promise<{ answer: Answer } | { inTheWay: T }> {
  const { create, what, lease, now, describing } = wanted;
  try {
    return { answer: await create() };
  } catch (cause) {
    const error = createError(cause, describing);
    if ((error as Error).name === 'CreateOutcomeUnknown') throw error;
    await forgetCreate(lease, what, now, earlier);
    const standing = await wanted.inTheWay?.(cause);
    if (standing === undefined) throw error;
    return { inTheWay: await settled(wanted, standing, earlier) };
  }
}

function outcomeUnknown(describing: Pick<ErrorDetails, 'doing' | 'to'>, problem: string): LifecycleError {
  return new LifecycleError('CreateOutcomeUnknown', { ...describing, problem });
}
