import * as z from 'zod/mini';
import { setting } from '../aws/setting.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { lifeOf } from './execution-life.ts';
import { changeItem, type Item, type ItemName, readItem } from './item.ts';

/** Who works on an environment, and at what: at most one execution at a time. */
export const Lease = z.object({
  environment: z.string(),
  intent: z.string(),
  /** Of what was asked for: file and request. */
  hash: z.string(),
  /** The ARN of the execution that was started; the bodies that it starts work under it. */
  holder: z.string(),
});

export type Lease = z.output<typeof Lease>;

/** A lease that somebody holds, since when (ISO 8601). */
type HeldLease = Lease & { since: string };

/** Those of core/intents.ts whose lease is a drill's. All of it would be too much for each function that holds a lease. */
export const drillIntents: readonly string[] = ['drill'];

/** A drill has a lease of its own, since it works beside almost everything else. */
export function leaseItem({ intent }: Pick<Lease, 'intent'>): ItemName {
  return drillIntents.includes(intent) ? 'lease#drill' : 'lease';
}

/** Who holds the lease that an intent takes: the environment's, where none is named. */
export async function readLease(environment: string, intent = ''): Promise<HeldLease | undefined> {
  return heldLease(environment, await readItem(environment, leaseItem({ intent })));
}

function heldLease(environment: string, item: Item | undefined): HeldLease | undefined {
  if (!item?.holder?.S) return undefined;
  return {
    environment,
    intent: item.intent?.S ?? '',
    hash: item.hash?.S ?? '',
    holder: item.holder.S,
    since: item.since?.S ?? '',
  };
}

/**
 * Takes the lease where nobody holds it, or `replaces` does. False where somebody else does. What its holder creates, and the
 * zones that refuse it, are listed on it from now on; an execution that takes it again goes on with its own lists.
 *
 * @param now ISO 8601: the state machine's time
 */
export async function takeLease(lease: Lease, now: string, replaces: string = lease.holder): Promise<boolean> {
  const { intent, hash, holder } = lease;
  const taken = await changeItem(lease.environment, leaseItem(lease), (item) => {
    const before = item.holder?.S;
    if (before !== undefined && before !== replaces) return undefined;
    const since = before === holder ? (item.since?.S ?? now) : now;
    return {
      set: { intent: { S: intent }, hash: { S: hash }, holder: { S: holder }, since: { S: since }, createdBy: { S: holder } },
      remove: item.createdBy?.S === holder ? [] : ['created', 'removed', 'refusedZones'],
    };
  });
  return taken !== undefined;
}

/** Frees the environment where `holder` holds it; false where it does not. What the item says of creates stays. */
export async function freeLease(environment: string, holder: string): Promise<boolean> {
  const held = { remove: ['intent', 'hash', 'holder', 'since'] };
  for (const item of ['lease', 'lease#drill'] as const) {
    if (await changeItem(environment, item, (found) => (found.holder?.S === holder ? held : undefined))) return true;
  }
  return false;
}

/**
 * The lease's item, where the lease holds it.
 *
 * @throws LifecycleError LeaseLost
 */
export function requireHeld(lease: Lease, item: Item): Item {
  if (item.holder?.S !== lease.holder) throw leaseLost(lease, heldLease(lease.environment, item));
  return item;
}

/** Called right before every change that is not noted as a create. Throws LeaseLost where this execution does not hold the lease. */
export async function holdLease(lease: Lease): Promise<void> {
  requireHeld(lease, (await readItem(lease.environment, leaseItem(lease))) ?? {});
}

/**
 * The first check of a body. An execution that was aborted or timed out has lost its lease: redriven, it takes it again, if nobody
 * has come between. A body that somebody starts by hand has no entry that runs, and changes nothing.
 *
 * @param now ISO 8601: the state machine's time
 * @throws LifecycleError LeaseLost, LeaseHeld
 */
export async function holdLeaseAgain(lease: Lease, now: string): Promise<void> {
  const item = (await readItem(lease.environment, leaseItem(lease))) ?? {};
  const held = heldLease(lease.environment, item);
  if (held?.holder === lease.holder) return;
  if (held) throw leaseHeld(lease.environment, held);
  const ofAnEntry = lease.holder.startsWith(setting('ENTRY_PREFIX'));
  if (!ofAnEntry || (await lifeOf(lease.holder, now, now)) !== 'running') throw leaseLost(lease, undefined);
  requireNobodySince(lease, item);
  // a drill puts no file on record
  const asked = leaseItem(lease) === 'lease' ? (await readItem(lease.environment, 'file'))?.hash?.S : lease.hash;
  if (asked !== lease.hash) throw leaseLost(lease, undefined);
  if (!(await takeLease(lease, now))) throw leaseLost(lease, await readLease(lease.environment, lease.intent));
}

/**
 * Called before what an execution has done is put on record and told: redriven at its very end, it may be long ago, and another may have
 * changed it back.
 *
 * @throws LifecycleError LeaseLost
 */
export async function requireLastHolder(lease: Lease): Promise<void> {
  requireNobodySince(lease, (await readItem(lease.environment, leaseItem(lease))) ?? {});
}

/** Whose lists the item has, who held it last. */
function requireNobodySince(lease: Lease, { createdBy }: Item): void {
  if (createdBy?.S === undefined || createdBy.S === lease.holder) return;
  throw new LifecycleError('LeaseLost', {
    doing: 'checking the lease',
    to: `environment ${lease.environment}`,
    problem: `${createdBy.S} has worked on it since this execution was stopped`,
    remedy: 'where what this one was to do is still wanted, start the workflow again',
  });
}

export function leaseHeld(environment: string, { holder, intent }: Pick<HeldLease, 'holder' | 'intent'>): LifecycleError {
  return new LifecycleError('LeaseHeld', {
    doing: 'taking the lease',
    to: `environment ${environment}`,
    problem: `${intent} is at work on it: ${holder}`,
    remedy: `wait until it ends (\`npx hsm watch ${holder}\`), or stop it (\`aws stepfunctions stop-execution --execution-arn ${holder}\`), and start the workflow again`,
  });
}

function leaseLost({ environment }: Lease, held: HeldLease | undefined): LifecycleError {
  return new LifecycleError('LeaseLost', {
    doing: 'checking the lease',
    to: `environment ${environment}`,
    problem: held ? `${held.intent} works on it now: ${held.holder}` : 'the execution that this one works for does not hold it',
    ...(!held && { remedy: 'start the workflow again; a body is started by its workflow only' }),
  });
}
