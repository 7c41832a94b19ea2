import { CreateClusterCommand, ModifyClusterCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { setting } from '../core/aws/setting.ts';
import { environmentTag, executionTag, findCluster, seeCluster, stageTag } from '../core/cloudhsm/cluster.ts';
import { requireSameCluster } from '../core/cloudhsm/same-cluster.ts';
import { createOnce } from '../core/create-once.ts';
import { Environment } from '../core/environment/environment.ts';
import { holdLease, Lease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: Environment, lease: Lease, now: z.iso.datetime() });
const Output = z.object({ clusterId: z.string(), created: z.array(z.string()) });

/** The states in which CloudHSM takes another retention; a cluster that is adopted in transition keeps its own until the next run. */
const modifiable = ['UNINITIALIZED', 'INITIALIZED', 'ACTIVE'];

/** Finds the environment's cluster, or creates it; either way it has the retention that the file asks for. */
export const handler = step(Input, Output, async ({ environment, lease, now }) => {
  const cluster = await createOnce({
    find: () => findCluster(environment.name),
    create: () => create(environment, lease),
    see: ({ Cluster }) => seeCluster(Cluster?.ClusterId ?? ''),
    what: 'cluster',
    lease,
    now,
    describing: { doing: 'creating the cluster', to: `environment ${environment.name}` },
  });
  requireSameCluster(cluster, environment);
  if (cluster.backupRetentionDays !== environment.backupRetentionDays && modifiable.includes(cluster.state)) {
    await holdLease(lease);
    await cloudhsm().send(new ModifyClusterCommand({ ClusterId: cluster.clusterId, BackupRetentionPolicy: retention(environment) }));
  }
  return { clusterId: cluster.clusterId, created: cluster.tags[executionTag] === lease.holder ? [cluster.clusterId] : [] };
});

function create(environment: Environment, lease: Lease) {
  const ownTags = { [environmentTag]: environment.name, [stageTag]: setting('STAGE'), [executionTag]: lease.holder };
  return cloudhsm().send(
    new CreateClusterCommand({
      HsmType: environment.hsmType,
      SubnetIds: environment.subnetIds,
      BackupRetentionPolicy: retention(environment),
      TagList: Object.entries({ ...environment.tags, ...ownTags }).map(([Key, Value]) => ({ Key, Value })),
      ...{ Mode: environment.mode }, // newer than the client: it reaches the wire, only the type does not know it
    }),
  );
}

function retention({ backupRetentionDays }: Environment) {
  return { Type: 'DAYS' as const, Value: String(backupRetentionDays) };
}
