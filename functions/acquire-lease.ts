import * as z from 'zod/mini';
import { mayRunBeside } from '../core/beside.ts';
import { Environment } from '../core/environment/environment.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { replaceWaiting } from '../core/people/dismiss.ts';
import { lifeOf } from '../core/record/execution-life.ts';
import { recordFile } from '../core/record/file.ts';
import { freeLease, Lease, leaseHeld, leaseItem, readLease, takeLease } from '../core/record/lease.ts';
import { type RecordedWait, readWaiting } from '../core/record/waiting-item.ts';
import { replaced, requireCurrent } from '../core/request/refusals.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  lease: Lease,
  file: Environment,
  requestedAt: z.string(),
  /** The run had it before, and gave it back while it waited for people. One that waits since an earlier version does not say it. */
  resumed: z._default(z.boolean(), false),
  now: z.iso.datetime(),
});
const Output = z.object({
  acquired: z.boolean(),
  /** The execution that does the work. */
  running: z.string(),
});

/**
 * One environment, one running workflow. A lease whose execution is seen to have ended is taken over; the same intent with the same
 * file is at work already, or waits for people. Whoever gets the lease puts the file on record; a drill changes nothing of it. A run that has waited for
 * people goes on with what others have put on record meanwhile; it may be older than a teardown by now, or replaced by another.
 */
export const handler = step(Input, Output, async ({ lease, file, requestedAt, resumed, now }) => {
  await requireCurrent(lease.environment, requestedAt);
  const waiting = await otherWaiting(lease, now);
  const running =
    (waiting?.hash === lease.hash ? waiting.execution : undefined) ??
    ((await takeLease(lease, now)) ? undefined : await otherHolder(lease, now));
  if (running) return { acquired: false, running };
  await giveWay(lease, now);
  if (waiting) await replaceWaiting(lease.environment, lease.intent, waiting, lease.holder);
  if (leaseItem(lease) === 'lease' && !resumed) await recordFile(file, lease.hash, requestedAt);
  return { acquired: true, running: lease.holder };
});

/**
 * Some intents do not run side by side, though they hold different leases. Each looks when it has its own, so that of two one sees the
 * other at least.
 *
 * @throws LifecycleError LeaseHeld, LeaseSettling
 */
async function giveWay(lease: Lease, now: string): Promise<void> {
  const other = await readLease(lease.environment, leaseItem(lease) === 'lease' ? 'drill' : '');
  if (!other || mayRunBeside(lease.intent, other.intent)) return;
  const life = await lifeOf(other.holder, other.since, now);
  if (life === 'over') return;
  await freeLease(lease.environment, lease.holder);
  throw life === 'settling' ? settling(lease, other.holder) : leaseHeld(lease.environment, other);
}

/**
 * Another run of the same intent that gave its lease back until people answer.
 *
 * @throws LifecycleError RequestOutdated where this one did, and another has taken its place
 */
async function otherWaiting({ environment, intent, holder }: Lease, now: string): Promise<RecordedWait | undefined> {
  const wait = await readWaiting(environment, intent);
  if (wait?.replaced?.execution === holder) throw replaced(environment, intent, wait.replaced.by);
  if (!wait || wait.execution === holder) return undefined;
  return (await lifeOf(wait.execution, wait.since, now)) === 'running' ? wait : undefined;
}

/** Who is at work at the same; undefined where the lease could be taken over. Throws LeaseHeld, LeaseSettling. */
async function otherHolder(lease: Lease, now: string): Promise<string | undefined> {
  const held = await readLease(lease.environment, lease.intent);
  const life = held ? await lifeOf(held.holder, held.since, now) : 'over';
  if (life === 'settling') throw settling(lease, held!.holder);
  if (life === 'over' && (await takeLease(lease, now, held?.holder))) return undefined;
  const winner = life === 'over' ? await readLease(lease.environment, lease.intent) : held;
  if (winner?.intent === lease.intent && winner.hash === lease.hash) return winner.holder;
  throw winner ? leaseHeld(lease.environment, winner) : settling(lease, 'another execution');
}

function settling({ environment }: Lease, holder: string): LifecycleError {
  return new LifecycleError('LeaseSettling', {
    doing: 'taking the lease',
    to: `environment ${environment}`,
    problem: `${holder} has ended this minute, or is not to be seen yet, and a function of it may still be at work`,
  });
}
