import { backupArn, clusterArn } from './arn.ts';
import type { CloudHsmPlace } from './state.ts';

export function onCluster({ ClusterId }: { ClusterId: string }, place: CloudHsmPlace): string[] {
  return [clusterArn(place, ClusterId)];
}

/** By its id or, where it was shared, its ARN. */
export function onBackup({ BackupId }: { BackupId: string }, place: CloudHsmPlace): string[] {
  return [BackupId.startsWith('arn:') ? BackupId : backupArn(place, BackupId)];
}

export function onTagged({ ResourceId }: { ResourceId: string }, place: CloudHsmPlace): string[] {
  return [ResourceId.startsWith('cluster-') ? clusterArn(place, ResourceId) : backupArn(place, ResourceId)];
}

export function onPolicyHolder({ ResourceArn }: { ResourceArn?: string }): string[] {
  return [ResourceArn ?? '*'];
}
