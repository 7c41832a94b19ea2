import { backupsOf } from '../cloudhsm/backup.ts';
import { liveHsms } from '../cloudhsm/hsm.ts';
import { hasAdmin } from '../cloudhsm/life.ts';
import type { Environment } from '../environment/environment.ts';
import { intents } from '../intents.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';

/** From these an HSM comes, now or soon. */
const serving = ['READY', 'CREATE_IN_PROGRESS'];

/**
 * Users and keys of an activated cluster without HSMs, as one that is parked, are in its backups alone: the first HSM comes from the newest.
 * Without any it would know nobody, and be backed up as it is.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/backups.html; a deleted one can be brought back for seven days (API_DeleteBackup)
 */
export async function checkBackupsLeft({ cluster }: Environment, { own, intent, adopts, changes }: Facts): Promise<Findings> {
  const coming = intents[intent]?.makesHsms && changes.hsms !== 0;
  if (!own || !coming || liveHsms(own).length > 0 || hasAdmin(own) !== 'yes') return nothing;
  // it gives way to what is restored, or comes from the backup that it was made from
  if (cluster && cluster.sourceBackupId !== own.sourceBackupId) return nothing;
  const backups = await backupsOf(own.clusterId);
  const [deleted] = backups.filter(({ state }) => state === 'PENDING_DELETION');
  if (backups.some(({ state }) => serving.includes(state)) || (!deleted && own.sourceBackupId)) return nothing;
  const problem = `${own.clusterId} has no HSM, and no backup of it is READY from which one could come: users and keys are in backups alone`;
  const other = 'where a copy is in another region, restore it there; else they are lost: tear the environment down, and provision it anew';
  const remedy = deleted
    ? `take the newest back, while it can be (\`aws cloudhsmv2 restore-backup --backup-id ${deleted.id}\`); see in CloudTrail who has deleted it`
    : other;
  return refused({ path: adopts ? 'cluster' : 'name', problem, remedy });
}
