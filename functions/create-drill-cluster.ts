import { CreateClusterCommand } from '@aws-sdk/client-cloudhsm-v2';
import * as z from 'zod/mini';
import { cloudhsm } from '../core/aws/cloudhsm.ts';
import { setting } from '../core/aws/setting.ts';
import { listClusters, seeCluster } from '../core/cloudhsm/cluster.ts';
import { drillClusters, drillTag } from '../core/cloudhsm/drill-cluster.ts';
import { quotaRefusal } from '../core/cloudhsm/quotas.ts';
import { executionTag, stageTag } from '../core/cloudhsm/tags.ts';
import { subjectOf } from '../core/drill/subject.ts';
import type { Environment } from '../core/environment/environment.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { createOnce } from '../core/record/create-once.ts';
import { Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, backupId: z.string(), now: z.iso.datetime() });
const Output = z.object({ clusterId: z.string() });

/** The shortest that CloudHSM takes: the drill's backups go with it anyway. */
const retention = { Type: 'DAYS', Value: '7' } as const;

/** Restores a backup into a cluster of the drill's own. */
export const handler = step(Input, Output, async ({ environment: name, lease, backupId, now }) => {
  const { environment } = await subjectOf(name);
  const describing = { doing: 'restoring the backup', to: backupId };
  const { clusterId } = await createOnce({
    find: async () => (await drillClusters(name)).find(({ tags }) => tags[executionTag] === lease.holder),
    create: async () => {
      try {
        return await restore(environment, backupId, lease);
      } catch (error) {
        const quota = await quotaRefusal(error, 'clusters', async () => (await listClusters()).length + 1, describing);
        throw quota ?? backupGone(error as Error, describing) ?? error;
      }
    },
    see: ({ Cluster }) => seeCluster(Cluster?.ClusterId ?? ''),
    ids: (cluster) => [cluster.clusterId],
    what: 'drill cluster',
    lease,
    now,
    describing,
  });
  return { clusterId };
});

/** CloudHSM refuses the backup by its id: it was READY when the drill was planned. */
function backupGone({ name, message }: Error, describing: { doing: string; to: string }): LifecycleError | undefined {
  const refusals = ['CloudHsmResourceNotFoundException', 'CloudHsmInvalidRequestException'];
  if (!refusals.includes(name) || !message.includes(describing.to)) return undefined;
  return new LifecycleError('BackupMissing', {
    ...describing,
    problem: `somebody has deleted it since the drill began (${message})`,
    remedy: `start the drill again: it restores the newest backup that is READY; who deletes backups stands in CloudTrail (DeleteBackup), and within seven days one comes back by \`aws cloudhsmv2 restore-backup --backup-id ${describing.to}\``,
  });
}

function restore({ name, hsmType, mode, subnetIds }: Environment, SourceBackupId: string, { holder }: Lease) {
  const tags = { [drillTag]: name, [stageTag]: setting('STAGE'), [executionTag]: holder };
  return cloudhsm().send(
    new CreateClusterCommand({
      HsmType: hsmType,
      SubnetIds: subnetIds,
      SourceBackupId,
      BackupRetentionPolicy: retention,
      TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      ...{ Mode: mode }, // newer than the client: it reaches the wire, only the type does not know it
    }),
  );
}
