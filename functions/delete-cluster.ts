import { DeleteClusterCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { seeCluster } from '../core/cloudhsm/cluster.ts';
import { isPassing } from '../core/cloudhsm/life.ts';
import { byOldLook } from '../core/cloudhsm/old-look.ts';
import { requireOurs } from '../core/cloudhsm/ours.ts';
import { listRemoved } from '../core/record/create-notes.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({ environment: z.string(), lease: Lease, clusterId: z.string(), waiting: Waiting });

/** Brings the cluster one step nearer to its end: asks CloudHSM where it was not asked yet, and looks once. Its backups stay. */
export const handler = step(Input, Progress, async ({ environment, lease, clusterId, waiting }) => {
  const cluster = await seeCluster(clusterId);
  // an earlier run may have asked for the end of HSMs that are still on their way
  const empty = cluster?.hsms.every(({ state }) => state === 'DELETED');
  if (cluster && empty && cluster.state !== 'DELETE_IN_PROGRESS' && !isPassing(cluster)) {
    requireOurs(cluster, environment, 'deleting the cluster');
    await holdLease(lease);
    try {
      await cloudhsm().send(new DeleteClusterCommand({ ClusterId: clusterId }));
    } catch (error) {
      const { name } = error as Error;
      const passes = byOldLook(error, waiting) || (name === 'CloudHsmInvalidRequestException' && (await isHeldNow(clusterId)));
      if (name !== 'CloudHsmResourceNotFoundException' && !passes) throw error;
    }
  }
  if (!cluster) await listRemoved(lease, [clusterId]);
  return progress(waiting, cluster === undefined, clusterId);
});

/** Somebody has begun to change it, or has made an HSM in it, since it was looked at: the next look knows what to do. */
async function isHeldNow(clusterId: string): Promise<boolean> {
  const now = await seeCluster(clusterId);
  return now === undefined || isPassing(now) || now.hsms.some(({ state }) => state !== 'DELETED');
}
