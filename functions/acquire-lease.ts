import * as z from 'zod';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { isRunning } from '../core/lease/execution.ts';
import { getLease, holdLease, Lease, putLease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  environmentHash: z.string(),
  execution: z.string(),
  leaseHolder: z.string().optional().describe('The execution that a child run works for.'),
});
const Output = z.object({
  acquired: z.boolean(),
  lease: Lease,
  runningExecution: z.string().optional().describe('Who provisions the same file already.'),
});

/** One environment, one running workflow. A lease whose execution has ended is taken over. */
export const handler = step(Input, Output, async ({ environment, environmentHash, execution, leaseHolder }) => {
  const lease: Lease = { environment, environmentHash, holder: leaseHolder ?? execution };
  if (leaseHolder) {
    await holdLease(lease);
    return { acquired: true, lease };
  }
  if (await putLease(lease)) return { acquired: true, lease };
  let held = await getLease(environment);
  if (!held || !(await isRunning(held.holder))) {
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
