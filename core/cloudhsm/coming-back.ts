import { LifecycleError } from '../errors/lifecycle-error.ts';
import { backupsOf } from './backup.ts';
import { type Cluster, environmentTag } from './cluster.ts';
import { liveHsms } from './hsm.ts';
import { hasAdmin } from './life.ts';

/**
 * The first HSM of a cluster that has none comes from its newest backup. Without one it would know no user and no key, and be billed: what
 * somebody has deleted comes back within seven days, and after that nothing does. A cluster that was made from a backup has that one.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/delete-restore-backup.html
 *
 * @throws LifecycleError BackupMissing
 */
export async function requireBackupToComeBackFrom(cluster: Cluster, doing: string): Promise<void> {
  const { clusterId, sourceBackupId, tags } = cluster;
  if (liveHsms(cluster).length > 0 || hasAdmin(cluster) !== 'yes' || sourceBackupId) return;
  const backups = await backupsOf(clusterId);
  if (backups.some(({ state }) => state === 'READY' || state === 'CREATE_IN_PROGRESS')) return;
  const deleted = backups.find(({ state }) => state === 'PENDING_DELETION');
  throw new LifecycleError('BackupMissing', {
    doing,
    to: clusterId,
    problem: `it has no HSM and no READY backup that one could come from${deleted ? `: somebody has deleted ${deleted.id}, which holds what it knew` : ''}`,
    remedy: deleted
      ? `\`aws cloudhsmv2 restore-backup --backup-id ${deleted.id}\` brings it back, until seven days after its deletion; then start the workflow again; CloudTrail says who deletes backups (DeleteBackup)`
      : `what it held is in no place of CloudHSM any more, unless another region has a copy; the cluster is of no use: \`aws cloudhsmv2 delete-cluster --cluster-id ${clusterId}\`, then \`npx hsm teardown ${tags[environmentTag]}\``,
  });
}
