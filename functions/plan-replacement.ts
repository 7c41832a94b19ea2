import * as z from 'zod/mini';
import { findCluster } from '../core/cloudhsm/environment-cluster.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { recordWithFile } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** How often the cluster of the record was looked for in vain. */
  looks: z.int(),
  now: z.iso.datetime(),
});
const Output = z.object({
  /** Of the cluster that has to go first; null where none stands, or it was made from the backup. */
  clusterId: z.nullable(z.string()),
});

/** So often is looked for the cluster that the record knows before it is taken to be gone, as it is after a loss. */
const mostLooks = 5;

/** What stands where a cluster from a backup is to stand. */
export const handler = step(Input, Output, async ({ environment: name, lease, looks, now }) => {
  await holdLeaseAgain(lease, now);
  const { environment, clusterId: onRecord } = await recordWithFile(name);
  const cluster = await findCluster(name);
  if (!cluster && onRecord && looks < mostLooks) {
    const problem = 'CloudHSM does not show the cluster that the record knows';
    throw lateAnswer({ doing: 'looking what the restored cluster takes the place of', to: onRecord, problem });
  }
  return { clusterId: cluster && cluster.sourceBackupId !== environment.cluster?.sourceBackupId ? cluster.clusterId : null };
});
