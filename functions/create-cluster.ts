import { CreateClusterCommand, ModifyClusterCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { listClusters, seeCluster } from '../core/cloudhsm/cluster.ts';
import { findCluster } from '../core/cloudhsm/environment-cluster.ts';
import { giveTags } from '../core/cloudhsm/give-tags.ts';
import { quotaRefusal } from '../core/cloudhsm/quotas.ts';
import { requireSameCluster } from '../core/cloudhsm/same-cluster.ts';
import { clusterTags, executionTag, tagsToGive } from '../core/cloudhsm/tags.ts';
import { whenSettled } from '../core/cloudhsm/when-settled.ts';
import type { Environment } from '../core/environment/environment.ts';
import { createOnce } from '../core/record/create-once.ts';
import { recordCluster, recordWithFile } from '../core/record/file.ts';
import { holdLease, holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, now: z.iso.datetime() });
const Output = z.object({
  clusterId: z.string(),
  /** Whether people activate it. */
  ceremony: z.boolean(),
});

/** Finds the environment's cluster, or creates it; either way it has the retention and the tags that the file asks for. */
export const handler = step(Input, Output, async ({ environment: name, lease, now }) => {
  await holdLeaseAgain(lease, now);
  const { environment, clusterId: onRecord } = await recordWithFile(name);
  const describing = { doing: 'creating the cluster', to: `environment ${name}` };
  const cluster = await createOnce({
    find: () => findCluster(name),
    create: async () => {
      try {
        return await create(environment, lease);
      } catch (error) {
        throw (await quotaRefusal(error, 'clusters', async () => (await listClusters()).length + 1, describing)) ?? error;
      }
    },
    see: ({ Cluster }) => seeCluster(Cluster?.ClusterId ?? ''),
    ids: ({ clusterId }) => [clusterId],
    onRecord,
    what: 'cluster',
    lease,
    now,
    describing,
  });
  requireSameCluster(cluster, environment);
  if (cluster.clusterId !== onRecord) await recordCluster(name, cluster.clusterId);
  // first, since a cluster that is being modified may take none
  if (tagsToGive(cluster, environment).length > 0) {
    await holdLease(lease);
    await giveTags(cluster, environment);
  }
  if (cluster.backupRetentionDays !== environment.backupRetentionDays) {
    await holdLease(lease);
    const change = new ModifyClusterCommand({ ClusterId: cluster.clusterId, BackupRetentionPolicy: retention(environment) });
    await whenSettled(cluster, "changing the cluster's retention of backups", () => cloudhsm().send(change));
  }
  return { clusterId: cluster.clusterId, ceremony: environment.activation.type === 'ceremony' };
});

function create(environment: Environment, lease: Lease) {
  const tags = { ...clusterTags(environment), [executionTag]: lease.holder };
  return cloudhsm().send(
    new CreateClusterCommand({
      HsmType: environment.hsmType,
      SubnetIds: environment.subnetIds,
      ...(environment.cluster && { SourceBackupId: environment.cluster.sourceBackupId }),
      BackupRetentionPolicy: retention(environment),
      TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      ...{ Mode: environment.mode }, // newer than the client: it reaches the wire, only the type does not know it
    }),
  );
}

function retention({ backupRetentionDays }: Environment) {
  return { Type: 'DAYS' as const, Value: String(backupRetentionDays) };
}
