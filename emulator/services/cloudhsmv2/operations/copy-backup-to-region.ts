import { hasCloudHsm, partitionOf } from '../../../models/regions.ts';
import type { Operation } from '../../../service/service.ts';
import { transition } from '../../../service/transition.ts';
import type { Backup } from '../backup.ts';
import { identifier } from '../identifiers.ts';
import { backupOf, requireBackupState } from '../named-backup.ts';
import { invalidRequest } from '../refusals.ts';
import { onBackup } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';
import { type Tag, toTags } from '../tags.ts';

interface Input {
  DestinationRegion: string;
  BackupId: string;
  TagList?: Tag[];
}

/** The answer does not name the copy: DescribeBackups in the destination region finds it by `sourceBackupIds`. */
export const copyBackupToRegion: Operation<Input, CloudHsmPlace> = {
  resources: onBackup,
  run({ DestinationRegion, BackupId, TagList }, call) {
    const { place } = call;
    const source = backupOf(call, BackupId);
    const tags = TagList?.length ? toTags(TagList) : new Map(source.tags);
    if (DestinationRegion === place.region) throw invalidRequest(`Backup '${BackupId}' is in ${DestinationRegion} already`);
    checkDestination(place, DestinationRegion);
    requireBackupState(source, 'CopyBackupToRegion', 'READY');
    const there = place.elsewhere(DestinationRegion);
    const copies = there.cloudhsmv2.backups;
    const earlier = [...copies.values()].filter(({ copy }) => copy?.sourceBackup === BackupId).length;
    const backup: Backup = {
      ...source,
      backupId: identifier(place, 'backup', 'copy', BackupId, DestinationRegion, earlier),
      state: 'CREATE_IN_PROGRESS',
      neverExpires: false,
      tags,
      policy: undefined,
      copy: { copiedAt: place.clock.date(), sourceRegion: place.region, sourceBackup: BackupId, sourceCluster: source.clusterId },
    };
    copies.set(backup.backupId, backup);
    transition(place, `copy ${BackupId} to ${DestinationRegion}`, place.duration('copyBackup', backup.backupId), () => {
      backup.state = 'READY';
    });
    return {
      DestinationBackup: {
        CreateTimestamp: backup.createdAt,
        SourceRegion: place.region,
        SourceBackup: BackupId,
        SourceCluster: source.clusterId,
      },
    };
  },
};

function checkDestination({ partition }: CloudHsmPlace, region: string): void {
  const there = partitionOf(region);
  if (!there || !hasCloudHsm(region)) throw invalidRequest(`AWS CloudHSM is not available in ${region}`);
  if (there !== partition) throw invalidRequest(`${region} is in the partition ${there}: a backup does not leave ${partition}`);
}
