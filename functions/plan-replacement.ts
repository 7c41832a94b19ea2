import * as z from 'zod/mini';
import { findCluster } from '../core/cloudhsm/cluster.ts';
import { environmentOnRecord } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, now: z.iso.datetime() });
const Output = z.object({
  /** Of the cluster that has to go first; null where none stands, or it was made from the backup. */
  clusterId: z.nullable(z.string()),
});

/** What stands where a cluster from a backup is to stand. */
export const handler = step(Input, Output, async ({ environment, lease, now }) => {
  await holdLeaseAgain(lease, now);
  const [cluster, { cluster: wanted }] = [await findCluster(environment), await environmentOnRecord(environment)];
  return { clusterId: cluster && cluster.sourceBackupId !== wanted?.sourceBackupId ? cluster.clusterId : null };
});
