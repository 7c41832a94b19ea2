import type { Operation } from '../../../service/service.ts';
import type { Backup } from '../backup.ts';
import { identifier } from '../identifiers.ts';
import { backupOf, requireBackupState } from '../named-backup.ts';
import { invalidRequest } from '../refusals.ts';
import { type Tag, toTags } from '../tags.ts';
import { transition } from '../transition.ts';

interface Input {
  DestinationRegion: string;
  BackupId: string;
  TagList?: Tag[];
}

/** The answer does not name the copy: DescribeBackups in the destination region finds it by `sourceBackupIds`. */
export const copyBackupToRegion: Operation<Input> = ({ DestinationRegion, BackupId, TagList }, call) => {
  const { world } = call;
  const source = backupOf(call, BackupId);
  const tags = TagList?.length ? toTags(TagList) : new Map(source.tags);
  if (DestinationRegion === source.region) throw invalidRequest(`Backup '${BackupId}' is in ${DestinationRegion} already`);
  requireBackupState(source, 'CopyBackupToRegion', 'READY');
  const copies = world.cloudhsmv2.backupsIn(DestinationRegion);
  const earlier = [...copies.values()].filter(({ copy }) => copy?.sourceBackup === BackupId).length;
  const backup: Backup = {
    ...source,
    backupId: identifier(world, 'backup', 'copy', BackupId, DestinationRegion, earlier),
    region: DestinationRegion,
    state: 'CREATE_IN_PROGRESS',
    neverExpires: false,
    tags,
    policy: undefined,
    copy: { copiedAt: world.clock.date(), sourceRegion: source.region, sourceBackup: BackupId, sourceCluster: source.clusterId },
  };
  copies.set(backup.backupId, backup);
  transition(world, `copy ${BackupId} to ${DestinationRegion}`, world.duration('copyBackup', backup.backupId), () => {
    backup.state = 'READY';
  });
  return {
    DestinationBackup: {
      CreateTimestamp: backup.createdAt,
      SourceRegion: source.region,
      SourceBackup: BackupId,
      SourceCluster: source.clusterId,
    },
  };
};
