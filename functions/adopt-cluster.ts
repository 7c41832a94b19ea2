import * as z from 'zod/mini';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { giveTags } from '../core/cloudhsm/give-tags.ts';
import { requireLife } from '../core/cloudhsm/life.ts';
import { requireSameCluster } from '../core/cloudhsm/same-cluster.ts';
import { tagsToGive } from '../core/cloudhsm/tags.ts';
import { recordCluster, recordWithFile } from '../core/record/file.ts';
import { holdLease, holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, clusterId: z.string(), now: z.iso.datetime() });
const Output = z.object({ clusterId: z.string() });

/**
 * Makes a cluster that was made elsewhere the environment's: by its tags it is found from now on. It gets no tag of an execution, since
 * none has created it and none may remove it after a failure.
 */
export const handler = step(Input, Output, async ({ environment: name, lease, clusterId, now }) => {
  await holdLeaseAgain(lease, now);
  const { environment } = await recordWithFile(name);
  const cluster = await getCluster(clusterId);
  requireLife(cluster);
  requireSameCluster(cluster, environment);
  await recordCluster(name, clusterId);
  if (tagsToGive(cluster, environment).length > 0) {
    await holdLease(lease);
    await giveTags(cluster, environment);
  }
  return { clusterId };
});
