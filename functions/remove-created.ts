import { DeleteClusterCommand, DeleteHsmCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { type Cluster, seeCluster } from '../core/cloudhsm/cluster.ts';
import { findCluster } from '../core/cloudhsm/environment-cluster.ts';
import { liveHsms } from '../core/cloudhsm/hsm.ts';
import { isClaimed, isPassing } from '../core/cloudhsm/life.ts';
import { serviceError } from '../core/errors/service-error.ts';
import { hasCreated } from '../core/record/create-notes.ts';
import { forgetCluster } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ lease: Lease });
const Output = z.object({
  /** Ids of HSMs and clusters that are still there. */
  remaining: z.array(z.string()),
  /** Why what stands is left alone. */
  kept: z.nullable(z.string()),
});

/**
 * Removes what costs money of a run that failed: its own cluster, as long as nobody can have put keys into it. One pass; the
 * state machine repeats it until nothing is found twice, since a function of a failed branch may still be at work.
 */
export const handler = step(Input, Output, async ({ lease }) => {
  const cluster = await findCluster(lease.environment);
  const kept = cluster && (await reasonToKeep(cluster, lease));
  if (!cluster || kept) return { remaining: [], kept: kept ?? null };
  const hsms = liveHsms(cluster);
  const remaining = [cluster.clusterId, ...hsms.map(({ hsmId }) => hsmId)];
  if (isPassing(cluster)) return { remaining, kept: null };
  await holdLease(lease);
  try {
    for (const { hsmId, state } of hsms) {
      if (state !== 'CREATE_IN_PROGRESS') await cloudhsm().send(new DeleteHsmCommand({ ClusterId: cluster.clusterId, HsmId: hsmId }));
    }
    if (cluster.hsms.every(({ state }) => state === 'DELETED')) {
      await forgetCluster(lease.environment, cluster.clusterId);
      await cloudhsm().send(new DeleteClusterCommand({ ClusterId: cluster.clusterId }));
    }
  } catch (error) {
    if (await hasChanged(error as Error, cluster)) return { remaining, kept: null };
    throw serviceError(error, { doing: 'removing what the run created', to: remaining.join(', ') });
  }
  return { remaining, kept: null };
});

/** An HSM is gone by itself, or somebody has begun to change the cluster, since it was looked at: the next pass looks again. */
async function hasChanged({ name }: Error, { clusterId }: Cluster): Promise<boolean> {
  if (name === 'CloudHsmResourceNotFoundException') return true;
  if (name !== 'CloudHsmInvalidRequestException') return false;
  const now = await seeCluster(clusterId);
  return now === undefined || isPassing(now);
}

async function reasonToKeep(cluster: Cluster, lease: Lease): Promise<string | undefined> {
  if (isClaimed(cluster)) return `${cluster.clusterId} is initialized, and may hold keys`;
  return (await hasCreated(lease, 'cluster', cluster.clusterId)) ? undefined : `${cluster.clusterId} was created by another run`;
}
