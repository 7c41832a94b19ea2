import { DeleteBackupCommand, DeleteClusterCommand, DeleteHsmCommand, TagResourceCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { backupsOf } from '../core/cloudhsm/backup.ts';
import type { Cluster } from '../core/cloudhsm/cluster.ts';
import { drillClusters, drillTag } from '../core/cloudhsm/drill-cluster.ts';
import { isPassing } from '../core/cloudhsm/life.ts';
import { stageTag } from '../core/cloudhsm/tags.ts';
import { serviceError } from '../core/errors/service-error.ts';
import { listRemoved } from '../core/record/create-notes.ts';
import { holdLease, holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({ environment: z.string(), lease: Lease, waiting: Waiting });

/**
 * Removes the clusters of an environment's drills: their HSMs, then the backups that CloudHSM has made of them, then the clusters. One
 * pass; the state machine repeats it until nothing is found twice. What carries no drill's tag is left alone.
 */
export const handler = step(Input, Progress, async ({ environment, lease, waiting }) => {
  await holdLeaseAgain(lease, waiting.now);
  const found = await drillClusters(environment);
  const left: string[] = [];
  for (const cluster of found) {
    await holdLease(lease);
    left.push(...(await removePart(cluster)));
    await listRemoved(lease, [cluster.clusterId]);
  }
  return { ...progress(waiting, left.length === 0, left[0] ?? ''), seen: left.length === 0 ? 'nothing left' : `${left.join(', ')} left` };
});

/** Asks for the next part to go. Returns the ids of what was there. */
async function removePart(cluster: Cluster): Promise<string[]> {
  const { clusterId, hsms } = cluster;
  const standing = hsms.filter(({ state }) => state !== 'DELETED');
  const there = [clusterId, ...standing.map(({ hsmId }) => hsmId)];
  if (isPassing(cluster)) return there;
  if (standing.length > 0) {
    // one that is being made is not taken back
    const ready = standing.filter(({ state }) => state !== 'CREATE_IN_PROGRESS' && state !== 'DELETE_IN_PROGRESS');
    for (const { hsmId: HsmId } of ready)
      await ask(clusterId, () => cloudhsm().send(new DeleteHsmCommand({ ClusterId: clusterId, HsmId })));
    return there;
  }
  const backups = (await backupsOf(clusterId)).filter(({ state }) => state === 'READY' || state === 'CREATE_IN_PROGRESS');
  for (const { id: BackupId } of backups.filter(({ state }) => state === 'READY'))
    await ask(clusterId, () => deleteBackup(BackupId, cluster));
  if (backups.length === 0) await ask(clusterId, () => cloudhsm().send(new DeleteClusterCommand({ ClusterId: clusterId })));
  return [...there, ...backups.map(({ id }) => id)];
}

/** Says first whose it was: it stays for a week, and its cluster, which says so until then, does not. */
async function deleteBackup(BackupId: string, { tags }: Cluster): Promise<void> {
  const TagList = [drillTag, stageTag].map((Key) => ({ Key, Value: tags[Key] }));
  await cloudhsm().send(new TagResourceCommand({ ResourceId: BackupId, TagList }));
  await cloudhsm().send(new DeleteBackupCommand({ BackupId }));
}

/** What has gone, or cannot go yet, is looked at again in the next pass, whatever state the cluster is in. */
async function ask(to: string, change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (['CloudHsmResourceNotFoundException', 'CloudHsmInvalidRequestException'].includes((error as Error).name)) return;
    throw serviceError(error, { doing: 'removing what the drill has made', to });
  }
}
