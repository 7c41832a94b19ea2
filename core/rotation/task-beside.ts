import * as z from 'zod/mini';
import type { Cluster } from '../cloudhsm/cluster.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { RecordWithFile } from '../record/file.ts';
import { networkBeside, taskNetwork, taskRequest } from '../users/users-task.ts';

/** What the task hsm-users is started with, but for what it is to do and the addresses of the HSMs. */
export const HsmUsersTask = z.object({
  ...taskNetwork,
  request: z.object({ ...taskRequest, kmsUser: z.literal('leave'), keyStoreId: z.optional(z.string()) }),
});

/**
 * The task beside a cluster that was provisioned.
 *
 * @param users ARN of each user's secret, by user
 */
export function taskBeside(
  cluster: Cluster,
  { environment, trustAnchor, keyStoreId }: RecordWithFile,
  users: Record<string, string>,
): z.output<typeof HsmUsersTask> {
  const { clusterId, securityGroupId } = cluster;
  if (!trustAnchor || !users.admin) {
    throw new LifecycleError('EnvironmentIncomplete', {
      doing: 'reaching the HSMs',
      to: clusterId,
      problem: 'the record knows no trust anchor or no admin of it',
      remedy: 'provision the environment once: that puts them on record; then start the workflow again',
    });
  }
  return {
    ...networkBeside(cluster, environment),
    request: { clusterId, users, trustAnchor: trustAnchor.secretArn, kmsUser: 'leave', ...(keyStoreId && { keyStoreId }), securityGroupId },
  };
}
