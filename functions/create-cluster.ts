import { CreateClusterCommand, ModifyClusterCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod';
import { cloudhsm } from '../core/cloudhsm/client.ts';
import { type Cluster, environmentTag, executionTag, findCluster, seeCluster } from '../core/cloudhsm/cluster.ts';
import { requireSameCluster } from '../core/cloudhsm/same-cluster.ts';
import { createOnce } from '../core/create-once.ts';
import { Environment } from '../core/environment/environment.ts';
import { holdLease, Lease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: Environment, lease: Lease, attempt: z.int() });
const Output = z.object({ clusterId: z.string(), created: z.array(z.string()) });

/** Finds the environment's cluster, or creates it; either way it has the retention that the file asks for. */
export const handler = step(Input, Output, async ({ environment, lease, attempt }) => {
  const cluster = await createOnce({
    find: () => findCluster(environment.name),
    create: () => create(environment, lease),
    attempt,
    describing: { doing: 'creating the cluster', to: `environment ${environment.name}` },
  });
  requireSameCluster(cluster, environment);
  if (cluster.backupRetentionDays !== environment.backupRetentionDays && cluster.state !== 'CREATE_IN_PROGRESS') {
    await holdLease(lease);
    await cloudhsm.send(new ModifyClusterCommand({ ClusterId: cluster.clusterId, BackupRetentionPolicy: retention(environment) }));
  }
  return { clusterId: cluster.clusterId, created: cluster.tags[executionTag] === lease.holder ? [cluster.clusterId] : [] };
});

async function create(environment: Environment, lease: Lease): Promise<Cluster | undefined> {
  await holdLease(lease);
  const { Cluster } = await cloudhsm.send(
    new CreateClusterCommand({
      HsmType: environment.hsmType,
      SubnetIds: environment.subnetIds,
      BackupRetentionPolicy: retention(environment),
      TagList: Object.entries({ ...environment.tags, [environmentTag]: environment.name, [executionTag]: lease.holder }).map(
        ([Key, Value]) => ({
          Key,
          Value,
        }),
      ),
      ...{ Mode: environment.mode }, // newer than the client: it reaches the wire, only the type does not know it
    }),
  );
  return seeCluster(Cluster?.ClusterId ?? '');
}

function retention({ backupRetentionDays }: Environment) {
  return { Type: 'DAYS' as const, Value: String(backupRetentionDays) };
}
