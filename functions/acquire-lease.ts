import * as z from 'zod';
import { setting } from '../core/aws/setting.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { lifeOf } from '../core/lease/execution.ts';
import { getLease, holdLease, Lease, putLease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  environmentHash: z.string(),
  execution: z.string(),
  leaseHolder: z.string().optional().describe('The execution that a child run works for.'),
  now: z.iso.datetime(),
});
const Output = z.object({
  acquired: z.boolean(),
  lease: Lease,
  runningExecution: z.string().optional().describe('Who provisions the same file already.'),
});

/** One environment, one running workflow. A lease whose execution has ended is taken over. */
export const handler = step(Input, Output, async ({ environment, environmentHash, execution, leaseHolder, now }) => {
  const lease: Lease = { environment, environmentHash, holder: leaseHolder ?? execution };
  if (leaseHolder) {
    await requireRunning(leaseHolder, now);
    await holdLease(lease);
    return { acquired: true, lease };
  }
  if (await putLease(lease)) return { acquired: true, lease };
  let held = await getLease(environment);
  const life = held ? await lifeOf(held.holder, now) : 'over';
  if (life === 'settling') throw settling(environment, held!.holder);
  if (life === 'over') {
    if (await putLease(lease, held?.holder)) return { acquired: true, lease };
    held = await getLease(environment); // another start was faster
  }
  if (held?.environmentHash === environmentHash) return { acquired: false, lease: held, runningExecution: held.holder };
  const holder = held?.holder ?? 'another execution';
  throw new LifecycleError('LeaseHeld', {
    doing: 'taking the lease',
    to: `environment ${environment}`,
    problem: `${holder} is running with another file for the same environment`,
    remedy: 'wait until it ends, or stop it, and start the workflow again',
  });
});

/** A part works under its parent's lease. What is no running execution of ours is nobody's parent: a lease in its name would stay. */
async function requireRunning(leaseHolder: string, now: string): Promise<void> {
  if (leaseHolder.startsWith(setting('EXECUTION_PREFIX')) && (await lifeOf(leaseHolder, now)) === 'running') return;
  throw new LifecycleError('InvalidEnvironment', {
    doing: 'taking the lease',
    to: leaseHolder,
    problem: 'parent.leaseHolder is no running execution of this deployment',
    remedy: 'leave parent out of the file: a workflow sets it for its parts',
  });
}

function settling(environment: string, holder: string): LifecycleError {
  return new LifecycleError('LeaseSettling', {
    doing: 'taking the lease',
    to: `environment ${environment}`,
    problem: `${holder} has ended this minute, and a function of it may still be at work`,
    remedy: 'the step is tried again by itself',
  });
}
