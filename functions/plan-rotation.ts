import * as z from 'zod/mini';
import { requireActivated } from '../core/cloudhsm/activated.ts';
import { requireCluster } from '../core/cloudhsm/environment-cluster.ts';
import { requireLife } from '../core/cloudhsm/life.ts';
import { requireWorkingHsm } from '../core/cloudhsm/none-works.ts';
import type { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { recordWithFile } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { readUsers } from '../core/record/users.ts';
import { invalidRequest } from '../core/request/refusals.ts';
import { HsmUsersTask, taskBeside } from '../core/rotation/task-beside.ts';
import { step } from '../core/step.ts';
import { canaryUser } from '../core/users/canary.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** The one user whose password is asked for; all but kmsuser without. */
  user: z.nullish(z.string()),
  now: z.iso.datetime(),
});
const Output = z.object({
  clusterId: z.string(),
  task: HsmUsersTask,
  /** Whose passwords the task changes, the administrator first. */
  users: z.array(z.object({ user: z.string(), secretArn: z.string() })),
  /** Where kmsuser is asked for by name: its secret. KMS has to let go of it first. */
  kmsUser: z.array(z.object({ user: z.string(), secretArn: z.string() })),
});

const doing = 'rotating passwords';

/** Whose passwords are changed. kmsuser's is never, unless somebody names it: its keys cannot be used meanwhile. */
export const handler = step(Input, Output, async ({ environment: name, lease, user, now }) => {
  await holdLeaseAgain(lease, now);
  const record = await recordWithFile(name);
  const cluster = await requireCluster(name, record.clusterId);
  requireLife(cluster);
  requireActivated(cluster, { doing, whatFor: 'and has no users yet' });
  requireWorkingHsm(cluster, record.environment, { doing, whatFor: 'and users are on HSMs' });
  // the canary's secret holds more than its password, and nobody logs in as it
  const { [canaryUser]: _canary, ...secrets } = await readUsers(name);
  if (user && !secrets[user]) throw unknownUser(name, user, Object.keys(secrets));
  const asked = (user ? [user] : ['admin', ...Object.keys(secrets).toSorted()]).filter((one, index, all) => all.indexOf(one) === index);
  const named = (users: string[]) => users.map((one) => ({ user: one, secretArn: secrets[one]! }));
  return {
    clusterId: cluster.clusterId,
    task: taskBeside(cluster, record, secrets),
    users: named(asked.filter((one) => one !== 'kmsuser')),
    kmsUser: user === 'kmsuser' ? named([user]) : [],
  };
});

function unknownUser(environment: string, user: string, known: string[]): LifecycleError {
  const remedy = known.length > 0 ? `known are ${known.toSorted().join(', ')}` : 'provision the environment first';
  return invalidRequest(environment, [{ path: 'user', problem: `${user} is no user of this environment`, remedy }]);
}
