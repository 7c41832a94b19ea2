import { DeleteBackupCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { placeIn } from '../core/aws/place-in.ts';
import { setting } from '../core/aws/setting.ts';
import { backupsOf } from '../core/cloudhsm/backup.ts';
import { listClusters } from '../core/cloudhsm/cluster.ts';
import { byOldLook } from '../core/cloudhsm/old-look.ts';
import { isOf } from '../core/cloudhsm/tags.ts';
import { copiesOf } from '../core/copies/copies.ts';
import { regionsWithCopies } from '../core/copies/regions.ts';
import { serviceError } from '../core/errors/service-error.ts';
import { listRemoved } from '../core/record/create-notes.ts';
import { forgetCopyRegions, recordWithFile } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** The clusters that the environment has had. */
  clusterIds: z.array(z.string()),
  waiting: Waiting,
});

/**
 * Deletes the backups of an environment that is gone, and their copies in the regions that its file names, or one of before has. CloudHSM keeps them for seven
 * days more, in which they can be brought back. One that is being made is waited for.
 */
export const handler = step(Input, Progress, async ({ environment, lease, clusterIds, waiting }) => {
  const record = await recordWithFile(environment);
  const elsewhere = regionsWithCopies(record.environment, record.copyRegions, setting('AWS_REGION'));
  // one that stands and is somebody else's by now keeps its backups
  const others = (await listClusters()).filter((one) => !isOf(one, environment)).map(({ clusterId }) => clusterId);
  const left: string[] = [];
  for (const clusterId of clusterIds.filter((id) => !others.includes(id))) {
    const own = await backupsOf(clusterId);
    left.push(...(await deleteAll(own, { lease, waiting })));
    for (const region of elsewhere) {
      const copies = await copiesOf({ environment, clusterId, region });
      left.push(...(await deleteAll(copies, { lease, waiting, region })));
    }
  }
  if (left.length === 0) await forgetCopyRegions(environment);
  return progress(waiting, left.length === 0, left[0] ?? '');
});

interface Wanted {
  lease: Lease;
  waiting: Waiting;
  region?: string;
}

/** Returns the ids of those that stand still, or seem to. */
async function deleteAll(backups: { id: string; state: string }[], { lease, waiting, region }: Wanted): Promise<string[]> {
  const left = backups.filter(({ state }) => state === 'CREATE_IN_PROGRESS').map(({ id }) => id);
  for (const { id: BackupId } of backups.filter(({ state }) => state === 'READY')) {
    await holdLease(lease);
    try {
      await cloudhsm(region ? placeIn(region) : undefined).send(new DeleteBackupCommand({ BackupId }));
    } catch (error) {
      if (byOldLook(error, waiting)) {
        left.push(BackupId);
        continue;
      }
      if ((error as Error).name !== 'CloudHsmResourceNotFoundException')
        throw serviceError(error, { doing: 'deleting a backup', to: BackupId });
    }
    await listRemoved(lease, [BackupId]);
  }
  return left;
}
