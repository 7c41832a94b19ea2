import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { changeItem, readItem } from './item.ts';
import { heldBy, holdLease, type Lease, leaseLost, readLease } from './lease.ts';

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
}

export async function readCreates(environment: string, what: string): Promise<CreateHistory> {
  const item = await readItem(environment, 'lease');
  const note = item?.[noteOf(what)]?.M;
  return {
    note: note && { at: note.at?.S ?? '', by: note.by?.S ?? '', known: (note.known?.L ?? []).map(({ S = '' }) => S) },
    settled: item?.[settledOf(what)]?.S,
  };
}

export async function readNote(environment: string, what: string): Promise<CreateNote | undefined> {
  return (await readCreates(environment, what)).note;
}

/**
 * Notes that something is about to be asked for. The write is the check: only the holder of the lease goes on, and of two functions
 * that have found nothing, the one that was killed and still works among them, only the first; one that lags behind another's whole
 * create does not.
 *
 * @param seen what the record said before the resource was looked for
 * @returns false where another function has noted or found it since
 * @throws LifecycleError LeaseLost
 */
export async function noteCreate(lease: Lease, what: string, { at, known }: Omit<CreateNote, 'by'>, seen: CreateHistory): Promise<boolean> {
  const noted = await changeItem(lease.environment, 'lease', {
    set: { [noteOf(what)]: noteItem({ at, by: lease.holder, known }) },
    where: (name, value) => {
      const [note, settled] = [name(noteOf(what)), name(settledOf(what))];
      const sameNote = seen.note ? `${note}.${name('at')} = ${value({ S: seen.note.at })}` : `attribute_not_exists(${note})`;
      const sameEnd = seen.settled ? `${settled} = ${value({ S: seen.settled })}` : `attribute_not_exists(${settled})`;
      return `${heldBy(lease.holder)(name, value)} AND ${sameNote} AND ${sameEnd}`;
    },
  });
  if (!noted) await holdLease(lease);
  return noted;
}

/** Takes the note back: it is known that this request created nothing. What an earlier one has created, if it has, may still appear. */
export async function forgetCreate(lease: Lease, what: string, earlier: CreateNote | undefined): Promise<void> {
  await change(lease, earlier ? { set: { [noteOf(what)]: noteItem(earlier) } } : { remove: [noteOf(what)] });
}

/**
 * What was asked for is there: the note goes, and what this run has created is listed, in one write.
 *
 * @param askedAt ISO 8601, of the note
 */
export async function settleCreate(lease: Lease, what: string, askedAt: string, created: string[]): Promise<void> {
  const set = { [settledOf(what)]: { S: askedAt } };
  await change(lease, { set, remove: [noteOf(what)], ...(created.length > 0 && { add: { created } }) });
}

/** Lists what this run has created by a request with a token of its own, which needs no note. */
export async function listCreated(lease: Lease, created: string[]): Promise<void> {
  if (created.length > 0) await change(lease, { add: { created } });
}

/** Ids of what the lease's holder has created, sorted. */
export async function createdBy({ environment, holder }: Pick<Lease, 'environment' | 'holder'>): Promise<string[]> {
  const item = await readItem(environment, 'lease');
  return item?.createdBy?.S === holder ? (item.created?.SS ?? []).toSorted() : [];
}

/** Whether the lease's holder has created something: it is listed, or was asked for and appeared after the answer was lost. */
export async function hasCreated(lease: Lease, what: string, id: string): Promise<boolean> {
  if ((await createdBy(lease)).includes(id)) return true;
  const note = await readNote(lease.environment, what);
  return note?.by === lease.holder && !note.known.includes(id);
}

async function change(lease: Lease, what: Parameters<typeof changeItem>[2]): Promise<void> {
  const changed = await changeItem(lease.environment, 'lease', { ...what, where: heldBy(lease.holder) });
  if (!changed) throw leaseLost(lease, await readLease(lease.environment));
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
