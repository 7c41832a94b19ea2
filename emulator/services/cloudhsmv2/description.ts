import type { Place } from '../../service/place.ts';
import { backupArn } from './arn.ts';
import type { Backup } from './backup.ts';
import type { Cluster, Hsm } from './cluster.ts';
import { tagList } from './tags.ts';

/** The Cluster shape of the API. */
export function describeCluster(place: Place, cluster: Cluster) {
  return {
    BackupPolicy: 'DEFAULT',
    BackupRetentionPolicy: { Type: 'DAYS', Value: String(cluster.backupRetentionDays) },
    ClusterId: cluster.clusterId,
    CreateTimestamp: cluster.createdAt,
    Hsms: cluster.hsms.map((hsm) => describeHsm(place, cluster, hsm)),
    HsmType: cluster.hsmType,
    HsmTypeRollbackExpiration: cluster.hsmTypeRollbackExpiration,
    PreCoPassword: showsPreCoPassword(cluster) ? cluster.preCoPassword : undefined,
    SecurityGroup: cluster.securityGroupId,
    SourceBackupId: cluster.sourceBackupId,
    State: cluster.state,
    StateMessage: cluster.stateMessage || undefined,
    SubnetMapping: cluster.subnetMapping,
    VpcId: cluster.vpcId,
    NetworkType: cluster.networkType,
    Certificates: shownCertificates(cluster),
    TagList: tagList(cluster.tags),
    Mode: cluster.mode,
  };
}

function showsPreCoPassword(cluster: Cluster): boolean {
  return !cluster.activated && ['UNINITIALIZED', 'INITIALIZE_IN_PROGRESS', 'INITIALIZED'].includes(cluster.state);
}

/** The first HSM's identity until the cluster is initialized, and the cluster's own certificate from then on. */
function shownCertificates(cluster: Cluster) {
  const { clusterCsr, hsmCertificate, awsHardwareCertificate, manufacturerHardwareCertificate, clusterCertificate } = cluster.certificates;
  if (clusterCertificate) return { ClusterCertificate: clusterCertificate };
  return {
    ClusterCsr: cluster.state === 'UNINITIALIZED' ? clusterCsr : undefined,
    HsmCertificate: hsmCertificate,
    AwsHardwareCertificate: awsHardwareCertificate,
    ManufacturerHardwareCertificate: manufacturerHardwareCertificate,
  };
}

/** The Hsm shape of the API. */
export function describeHsm(place: Place, cluster: Cluster, hsm: Hsm) {
  const eni =
    place.clock.now() >= hsm.eniShownAt
      ? { SubnetId: hsm.subnetId, EniId: hsm.eniId, EniIp: hsm.eniIp, EniIpV6: hsm.eniIpV6 }
      : { SubnetId: hsm.subnetId };
  return {
    ...eni,
    AvailabilityZone: hsm.availabilityZone,
    ClusterId: cluster.clusterId,
    HsmId: hsm.hsmId,
    HsmType: hsm.hsmType ?? cluster.hsmType,
    State: hsm.state,
    StateMessage: hsm.stateMessage || undefined,
  };
}

/** The Backup shape of the API. */
export function describeBackup(place: Place, backup: Backup) {
  return {
    BackupId: backup.backupId,
    BackupArn: backupArn(place, backup.backupId),
    BackupState: backup.state,
    ClusterId: backup.clusterId,
    CreateTimestamp: backup.createdAt,
    CopyTimestamp: backup.copy?.copiedAt,
    NeverExpires: backup.neverExpires,
    SourceRegion: backup.copy?.sourceRegion,
    SourceBackup: backup.copy?.sourceBackup,
    SourceCluster: backup.copy?.sourceCluster,
    DeleteTimestamp: backup.state === 'PENDING_DELETION' ? backup.deleteAt : undefined,
    TagList: tagList(backup.tags),
    HsmType: backup.hsmType,
    Mode: backup.mode,
  };
}
