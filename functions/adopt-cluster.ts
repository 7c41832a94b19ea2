import { TagResourceCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { getCluster } from '../core/cloudhsm/cluster.ts';
import { requireLife } from '../core/cloudhsm/life.ts';
import { requireSameCluster } from '../core/cloudhsm/same-cluster.ts';
import { clusterTags } from '../core/cloudhsm/tags.ts';
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
  const wanted = Object.entries(clusterTags(environment));
  if (wanted.some(([key, value]) => cluster.tags[key] !== value)) {
    await holdLease(lease);
    const TagList = wanted.map(([Key, Value]) => ({ Key, Value }));
    await cloudhsm().send(new TagResourceCommand({ ResourceId: clusterId, TagList }));
  }
  return { clusterId };
});
