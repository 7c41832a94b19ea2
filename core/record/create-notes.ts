import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { changeItem, type Decide, type Item, readItem } from './item.ts';
import { type Lease, leaseItem, requireHeld } from './lease.ts';

/** That something without a client token was asked for, and is to be looked for. Notes belong to the environment and outlive runs. */
export interface CreateNote {
  /** ISO 8601. */
  at: string;
  /** The execution that asked. */
  by: string;
  /** Ids of what was there before, of the same kind. */
  known: string[];
}

/** What the record says of something that takes no client token, at one moment. */
export interface CreateHistory {
  note: CreateNote | undefined;
  /** When what was found last had been asked for, ISO 8601: a function that has looked before that knows nothing of it. */
  settled: string | undefined;
  /** Ids of what the lease's holder has created so far, sorted. */
  created: string[];
  /** The item as it was read. */
  item: Item;
}

export async function readCreates(lease: Lease, what: string): Promise<CreateHistory> {
  const item = (await readItem(lease.environment, leaseItem(lease))) ?? {};
  return { note: noteIn(item, what), settled: item[settledOf(what)]?.S, created: listedIn(item, lease.holder), item };
}

/**
 * Notes that something is about to be asked for. The write is the check: only the holder of the lease goes on, and of two functions
 * that have found nothing, the one that was killed and still works among them, only the first; one that lags behind another's whole
 * create does not.
 *
 * @param seen what the record said before the resource was looked for
 * @returns the item with the note; undefined where another function has noted or found it since
 * @throws LifecycleError LeaseLost
 */
export async function noteCreate(
  lease: Lease,
  what: string,
  { at, known }: Omit<CreateNote, 'by'>,
  seen: CreateHistory,
): Promise<Item | undefined> {
  const asSeen = (item: Item) => noteIn(item, what)?.at === seen.note?.at && item[settledOf(what)]?.S === seen.settled;
  const note = { set: { [noteOf(what)]: noteItem({ at, by: lease.holder, known }) } };
  return change(lease, (item) => (asSeen(item) ? note : undefined), seen.item);
}

/**
 * Takes the note of a request back: it is known to have created nothing. What an earlier one has created, if it has, may still appear.
 *
 * @param at ISO 8601, of the note
 */
export async function forgetCreate(lease: Lease, what: string, at: string, earlier: CreateNote | undefined): Promise<void> {
  const without = earlier ? { set: { [noteOf(what)]: noteItem(earlier) } } : { remove: [noteOf(what)] };
  await change(lease, (item) => (noteIn(item, what)?.at === at ? without : undefined));
}

/**
 * What was asked for is there: the note goes, and what this run has created is listed, in one write. A later note stays: what it has
 * asked for may still appear.
 *
 * @param askedAt ISO 8601, of the note
 * @param read the item, where the caller has it already
 */
export async function settleCreate(lease: Lease, what: string, askedAt: string, created: string[], read?: Item): Promise<void> {
  const listed = created.length > 0 ? { add: { created } } : {};
  const settled = { ...listed, set: { [settledOf(what)]: { S: askedAt } }, remove: [noteOf(what)] };
  await change(lease, (item) => ((noteIn(item, what)?.at ?? askedAt) === askedAt ? settled : listed), read);
}

/** Lists what this run has created by a request with a token of its own, which needs no note. */
export async function listCreated(lease: Lease, created: string[]): Promise<void> {
  if (created.length > 0) await change(lease, () => ({ add: { created } }));
}

/** Ids of what the lease's holder has created, sorted. */
export async function createdBy(lease: Omit<Lease, 'hash'>): Promise<string[]> {
  return listedIn((await readItem(lease.environment, leaseItem(lease))) ?? {}, lease.holder);
}

/** Lists what this run has removed. */
export async function listRemoved(lease: Lease, removed: string[]): Promise<void> {
  if (removed.length > 0) await change(lease, () => ({ add: { removed } }));
}

/** Ids of what the lease's holder has created, and of what it has removed, each sorted. */
export async function doneBy(lease: Omit<Lease, 'hash'>): Promise<Record<'created' | 'removed', string[]>> {
  const item = (await readItem(lease.environment, leaseItem(lease))) ?? {};
  const removed = item.createdBy?.S === lease.holder ? (item.removed?.SS ?? []).toSorted() : [];
  return { created: listedIn(item, lease.holder), removed };
}

/** Whether the lease's holder has created something: it is listed, or was asked for and appeared after the answer was lost. */
export async function hasCreated(lease: Lease, what: string, id: string): Promise<boolean> {
  const { created, note } = await readCreates(lease, what);
  return created.includes(id) || (note?.by === lease.holder && !note.known.includes(id));
}

/** @throws LifecycleError LeaseLost where another holds the lease */
function change(lease: Lease, decide: Decide, read?: Item): Promise<Item | undefined> {
  return changeItem(lease.environment, leaseItem(lease), (item) => decide(requireHeld(lease, item)), read);
}

function listedIn({ createdBy: author, created }: Item, holder: string): string[] {
  return author?.S === holder ? (created?.SS ?? []).toSorted() : [];
}

function noteIn(item: Item, what: string): CreateNote | undefined {
  const note = item[noteOf(what)]?.M;
  return note && { at: note.at?.S ?? '', by: note.by?.S ?? '', known: (note.known?.L ?? []).map(({ S = '' }) => S) };
}

function noteItem({ at, by, known }: CreateNote): AttributeValue {
  return { M: { at: { S: at }, by: { S: by }, known: { L: known.map((id) => ({ S: id })) } } };
}

function noteOf(what: string): string {
  return `asked for ${what}`;
}

function settledOf(what: string): string {
  return `settled ${what}`;
}
