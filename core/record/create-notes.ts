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

export async function readNote(environment: string, what: string): Promise<CreateNote | undefined> {
  const note = (await readItem(environment, 'lease'))?.[noteOf(what)]?.M;
  return note && { at: note.at?.S ?? '', by: note.by?.S ?? '', known: (note.known?.L ?? []).map(({ S = '' }) => S) };
}

/**
 * Notes that something is about to be asked for. The write is the check: only the holder of the lease goes on, and of two functions
 * that have found nothing, the one that was killed and still works among them, only the first.
 *
 * @param seen the note that was there when the resource was looked for
 * @returns false where another function has noted it since
 * @throws LifecycleError LeaseLost
 */
export async function noteCreate(
  lease: Lease,
  what: string,
  { at, known }: Omit<CreateNote, 'by'>,
  seen: CreateNote | undefined,
): Promise<boolean> {
  const note = { M: { at: { S: at }, by: { S: lease.holder }, known: { L: known.map((id) => ({ S: id })) } } };
  const noted = await changeItem(lease.environment, 'lease', {
    set: { [noteOf(what)]: note },
    where: (name, value) => {
      const before = name(noteOf(what));
      const unchanged = seen ? `${before}.${name('at')} = ${value({ S: seen.at })}` : `attribute_not_exists(${before})`;
      return `${heldBy(lease.holder)(name, value)} AND ${unchanged}`;
    },
  });
  if (!noted) await holdLease(lease);
  return noted;
}

/** Takes the note back: it is known that nothing was created. */
export async function forgetCreate(lease: Lease, what: string): Promise<void> {
  await change(lease, { remove: [noteOf(what)] });
}

/** What was asked for is there: the note goes, and what this run has created is listed, in one write. */
export async function settleCreate(lease: Lease, what: string, created: string[]): Promise<void> {
  await change(lease, { remove: [noteOf(what)], ...(created.length > 0 && { add: { created } }) });
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

function noteOf(what: string): string {
  return `asked for ${what}`;
}
