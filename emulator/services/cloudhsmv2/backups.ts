import { transition } from '../../service/transition.ts';
import { auditHsm } from './audit-log.ts';
import type { Backup, BackupContent } from './backup.ts';
import type { Cluster, Hsm } from './cluster.ts';
import type { HsmUser } from './hsm-user.ts';
import { identifier } from './identifiers.ts';
import type { Inventory } from './inventory.ts';

const day = 24 * 3600;
/** Seconds that a backup which was deleted can be restored. */
const restorableFor = 7 * day;

/**
 * Takes a backup of a cluster as it is now; it is READY after a while. None is taken where no HSM is ACTIVE, and undefined returned.
 *
 * @param occasion what makes it, once in the cluster's life: a part of the backup's id
 */
export function takeBackup(state: Inventory, cluster: Cluster, ...occasion: (string | number)[]): Backup | undefined {
  const source = cluster.hsms.find((hsm) => hsm.state === 'ACTIVE');
  if (!source) return undefined;
  const { place } = state;
  const backup: Backup = {
    backupId: identifier(place, 'backup', cluster.clusterId, ...occasion),
    state: 'CREATE_IN_PROGRESS',
    clusterId: cluster.clusterId,
    createdAt: place.clock.date(),
    hsmType: cluster.hsmType,
    mode: cluster.mode,
    neverExpires: false,
    tags: new Map(),
    content: contentOf(cluster, source),
  };
  state.backups.set(backup.backupId, backup);
  auditHsm(place, cluster, source, { opcode: 'CN_BACKUP_BEGIN' });
  transition(place, `back up ${cluster.clusterId}`, place.duration('createBackup', backup.backupId), () => {
    backup.state = 'READY';
    if (cluster.hsms.includes(source)) auditHsm(place, cluster, source, { opcode: 'CN_BACKUP_END' });
  });
  return backup;
}

function contentOf(cluster: Cluster, source: Hsm): BackupContent {
  return {
    users: copyUsers(source.users),
    keys: new Map(cluster.keys),
    clusterCertificate: cluster.certificates.clusterCertificate,
    trustAnchor: cluster.trustAnchor,
    quorum: cluster.quorum,
    history: cluster.history,
  };
}

export function copyUsers(users: HsmUser[]): HsmUser[] {
  return users.map((user) => ({ ...user }));
}

/** The cluster's own backups that are kept, the newest first. A copy that came back from another region is none: no policy governs it. */
export function keptBackups(state: Inventory, clusterId: string): Backup[] {
  return [...state.backups.values()]
    .filter(
      (backup) => backup.clusterId === clusterId && !backup.copy && (backup.state === 'READY' || backup.state === 'CREATE_IN_PROGRESS'),
    )
    .reverse() // of one moment, the later
    .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Every 24 hours while an HSM is active: a backup, and the end of backups whose retention is over. */
export function startDailyBackups(state: Inventory, cluster: Cluster): void {
  state.place.clock.after('ride', day, `daily backup of ${cluster.clusterId}`, () => {
    if (cluster.state === 'DELETE_IN_PROGRESS' || cluster.state === 'DELETED') return;
    cluster.dailyBackups++;
    takeBackup(state, cluster, 'daily', cluster.dailyBackups);
    expireBackups(state, cluster);
    startDailyBackups(state, cluster);
  });
}

/** Marks backups older than the cluster's retention for deletion: never its last one, nor one that never expires. */
export function expireBackups(state: Inventory, cluster: Cluster): void {
  const oldest = state.place.clock.now() - cluster.backupRetentionDays * day * 1000;
  const [, ...older] = keptBackups(state, cluster.clusterId).filter((backup) => backup.state === 'READY');
  for (const backup of older) if (!backup.neverExpires && backup.createdAt.getTime() <= oldest) markForDeletion(state, backup);
}

/** PENDING_DELETION, and DELETED for good in seven days unless restored. @param seconds that it can still be, where they are others */
export function markForDeletion(state: Inventory, backup: Backup, seconds = restorableFor): void {
  const { clock } = state.place;
  const deleteAt = new Date(clock.now() + seconds * 1000);
  backup.state = 'PENDING_DELETION';
  backup.deleteAt = deleteAt;
  clock.at('ride', deleteAt.getTime(), `delete ${backup.backupId}`, () => {
    if (backup.state !== 'PENDING_DELETION' || backup.deleteAt !== deleteAt) return;
    backup.state = 'DELETED';
    clock.after('ride', state.settings.deletedListedFor, `forget ${backup.backupId}`, () => state.backups.delete(backup.backupId));
  });
}
