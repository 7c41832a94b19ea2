import { LifecycleError } from '../errors/lifecycle-error.ts';
import { elapsedSeconds } from '../waiting/progress.ts';
import type { Waiting } from '../waiting/waiting-shape.ts';
import { type Backup, backupsOf } from './backup.ts';
import { type Cluster, getCluster } from './cluster.ts';
import { deleteClusterCommand } from './deletion-commands.ts';
import { liveHsms } from './hsm.ts';
import { environmentTag } from './tags.ts';

/** Ten times what CloudHSM usually takes to make a backup of what asks for one: after that none comes that is not being made. */
const patienceSeconds = 1800;

/**
 * What a wait for a backup ends with where none is being made: a cluster without HSMs makes none any more, and the newest that is READY is
 * what is left of it. Null while one may come.
 *
 * @throws LifecycleError BackupMissing where none comes before the next daily one, or none at all
 */
export async function whereNoneComes(clusterId: string, waiting: Pick<Waiting, 'since' | 'now'>): Promise<Backup | null> {
  if (elapsedSeconds(waiting) <= patienceSeconds) return null;
  const backups = await backupsOf(clusterId);
  if (backups.some(({ state }) => state === 'CREATE_IN_PROGRESS')) return null;
  const cluster = await getCluster(clusterId);
  if (liveHsms(cluster).length > 0) throw noneBeforeTheNextDay(cluster);
  return backups.find(({ state }) => state === 'READY') ?? neverAny(cluster);
}

function noneBeforeTheNextDay(cluster: Cluster): LifecycleError {
  const name = cluster.tags[environmentTag];
  const more = `npx hsm scale ${name} --hsms ${liveHsms(cluster).length + 1}`;
  return missing(
    cluster,
    'no new one is READY, and none is being made',
    `CloudHSM makes one each day, and whenever an HSM joins: start the workflow again in a day, or have another HSM join now (\`${more}\`), start the workflow again, and scale back; see in CloudTrail whether somebody deletes backups (DeleteBackup)`,
  );
}

function neverAny(cluster: Cluster): never {
  const { clusterId, tags } = cluster;
  throw missing(
    cluster,
    'it has no HSM and no READY backup: what it held is in no place of CloudHSM any more',
    `a backup that was deleted within the last seven days can be had back (\`aws cloudhsmv2 describe-backups --filters clusterIds=${clusterId}\` lists it, \`aws cloudhsmv2 restore-backup\` takes its id); where there is none, the cluster is of no use: \`${deleteClusterCommand(clusterId)}\`, then \`npx hsm teardown ${tags[environmentTag]}\``,
  );
}

function missing({ clusterId }: Cluster, problem: string, remedy: string): LifecycleError {
  return new LifecycleError('BackupMissing', { doing: 'waiting for a backup', to: clusterId, problem, remedy });
}
