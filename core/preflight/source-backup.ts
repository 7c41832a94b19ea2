import { readBackup } from '../cloudhsm/backup.ts';
import type { Environment } from '../environment/environment.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused } from './findings.ts';

const path = 'cluster.sourceBackupId';

/**
 * A cluster is made from a backup that is READY, of its mode, and for HSMs that can hold it; one that stands was made from it, or from
 * another, and cannot be made again.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-cluster-from-backup.html, cluster-hsm-types.html
 */
export async function checkSourceBackup({ name, cluster, hsmType, mode }: Environment, { own }: Facts): Promise<Findings> {
  const id = cluster?.sourceBackupId;
  if (!id) return nothing;
  if (own) {
    if (own.sourceBackupId === id) return nothing;
    const problem = `the environment ${name} has a cluster already (${own.clusterId}), which was not made from this backup`;
    return refused({ path, problem, remedy: 'choose another name for what is restored' });
  }
  const backup = await readBackup(id);
  if (!backup)
    return refused({ path, problem: `there is no backup ${id} in this region`, remedy: '`aws cloudhsmv2 describe-backups` lists them' });
  if (backup.state !== 'READY') return refused({ path, problem: `the backup ${id} is ${backup.state}`, remedy: 'name one that is READY' });
  if (backup.mode && backup.mode !== mode)
    return refused({
      path,
      problem: `the backup ${id} is of a cluster in ${backup.mode} mode`,
      remedy: `write it into the file: the mode never changes`,
    });
  if (backup.hsmType === 'hsm2m.medium' && hsmType !== 'hsm2m.medium')
    return refused({ path, problem: `the backup ${id} is of hsm2m.medium, which ${hsmType} cannot hold`, remedy: 'use hsm2m.medium' });
  return nothing;
}
