import type { SourceBackup } from '../cloudhsm/backup.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import { environmentTag, isOf } from '../cloudhsm/tags.ts';
import type { Environment } from '../environment/environment.ts';
import { readRecord } from '../record/file.ts';
import { readRecovery } from '../recovery/recovery-item.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused, warned } from './findings.ts';

const path = 'cluster.sourceBackupId';

/**
 * A cluster is made from a backup that is READY, of its mode, and for HSMs that can hold it; one that stands was made from it, or from
 * another, and cannot be made again.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-cluster-from-backup.html, cluster-hsm-types.html
 */
export async function checkSourceBackup(
  { name, cluster, hsmCount, hsmType, mode }: Environment,
  { own, intent, changes, clusters, source: backup }: Facts,
): Promise<Findings> {
  const id = cluster?.sourceBackupId;
  if (!id) return intent === 'restore' ? refused({ path, problem: 'is missing', remedy: 'name the backup to restore' }) : nothing;
  if (own && own.sourceBackupId === id) return intent === 'restore' && !changes.of ? restoredAnew(name) : nothing;
  if (!backup)
    return refused({ path, problem: `there is no backup ${id} in this region`, remedy: '`aws cloudhsmv2 describe-backups` lists them' });
  if (own && !changes.replace) {
    const problem = `the environment ${name} has a cluster already (${own.clusterId}), which was not made from this backup`;
    const beside = `choose another name for what is restored (\`npx hsm restore ${changes.of ?? name} --backup ${id} --as OTHER\`)`;
    const instead = intent === 'restore' && !changes.of ? ', or say that it gives way, after a backup (`--replace`)' : '';
    return refused({ path, problem, remedy: beside + instead });
  }
  if (backup.state !== 'READY') {
    const back = backup.state === 'PENDING_DELETION' ? `\`aws cloudhsmv2 restore-backup --backup-id ${id}\` brings it back; or ` : '';
    return refused({ path, problem: `the backup ${id} is ${backup.state}`, remedy: `${back}name one that is READY` });
  }
  if (backup.mode && backup.mode !== mode)
    return refused({
      path,
      problem: `the backup ${id} is of a cluster in ${backup.mode} mode`,
      remedy: `write it into the file: the mode never changes`,
    });
  if (backup.hsmType === 'hsm2m.medium' && hsmType !== 'hsm2m.medium')
    return refused({ path, problem: `the backup ${id} is of hsm2m.medium, which ${hsmType} cannot hold`, remedy: 'use hsm2m.medium' });
  if (hsmCount < 2) {
    const problem = 'CloudHSM backs up a cluster that is made from a backup when its second HSM joins';
    return refused({
      path: 'hsmCount',
      problem,
      remedy: `ask for 2 (${intent === 'restore' ? '`--hsms 2`, or ' : ''}\`"hsmCount": 2\` in the file); when it stands, \`npx hsm scale ${name} --hsms 1\``,
    });
  }
  if (intent !== 'restore') return nothing;
  const of = (changes.of as string | undefined) ?? name;
  if (!(await isBackupOf(of, backup, clusters))) {
    const problem = `the backup ${id} is of ${backup.clusterId}, which was never the cluster of ${of}`;
    return refused({ path, problem, remedy: 'name one of its own: `aws cloudhsmv2 describe-backups` shows the clusters that they are of' });
  }
  return changes.of ? nothing : restoredAnew(name);
}

/**
 * Its keys, users and certificate are the environment's, whatever cluster it is of. Where no record is left, it may be; but what another
 * environment has, or one of this name of another stage, has passwords that are theirs.
 */
async function isBackupOf(environment: string, backup: SourceBackup, clusters: Cluster[]): Promise<boolean> {
  const [{ clusterIds }, recovery] = await Promise.all([readRecord(environment), readRecovery(environment)]);
  const known = [...clusterIds, ...(recovery ? [recovery.clusterId] : [])];
  if (known.includes(backup.clusterId) || isOf(backup, environment)) return true;
  const standing = clusters.find(({ clusterId }) => clusterId === backup.clusterId);
  const isOthers = [backup, standing].some((one) => one?.tags[environmentTag] !== undefined && !isOf(one, environment));
  return known.length === 0 && !isOthers;
}

function restoredAnew(name: string): Findings {
  return warned({
    path: 'cluster',
    problem: 'the restored cluster has a security group of its own, and the passwords of the date of the backup',
    remedy: `configure the hosts that use it anew (\`npx hsm client-bundle ${name} -o client\`); users that are younger than the backup are made again, and their keys are not in it`,
  });
}
