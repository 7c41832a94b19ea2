import { X509Certificate } from 'node:crypto';
import {
  type Backup,
  type CloudHSMV2Client,
  type Cluster as Described,
  paginateDescribeBackups,
  paginateDescribeClusters,
} from '@aws-sdk/client-cloudhsm-v2';
import { toCluster } from '../../cloudhsm/cluster.ts';
import { drillTag } from '../../cloudhsm/drill-cluster.ts';
import { liveHsms } from '../../cloudhsm/hsm.ts';
import { environmentIn, environmentTag, stageTag } from '../../cloudhsm/tags.ts';
import type { BackupFact, ClusterFact } from './facts.ts';

/** Every cluster of a place, by pages. */
export async function readClusters(client: CloudHSMV2Client, stage: string): Promise<ClusterFact[]> {
  const found: ClusterFact[] = [];
  for await (const { Clusters = [] } of paginateDescribeClusters({ client, pageSize: 25 }, {}))
    found.push(...Clusters.filter(({ State }) => State !== 'DELETED').map((cluster) => clusterFact(cluster, stage)));
  return found;
}

/** Every backup of a place, by pages; the newest of a cluster first. */
export async function readBackups(client: CloudHSMV2Client): Promise<BackupFact[]> {
  const found: BackupFact[] = [];
  for await (const { Backups = [] } of paginateDescribeBackups({ client, pageSize: 50 }, {})) found.push(...Backups.map(backupFact));
  return found.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}

function clusterFact(described: Described, stage: string): ClusterFact {
  const cluster = toCluster(described);
  const { tags } = cluster;
  const certificate = cluster.certificates.cluster;
  return {
    id: cluster.clusterId,
    state: cluster.state,
    stateMessage: cluster.stateMessage,
    hsmType: cluster.hsmType,
    mode: cluster.mode,
    securityGroupId: cluster.securityGroupId,
    vpcId: cluster.vpcId,
    subnets: cluster.subnetMapping,
    retentionDays: cluster.backupRetentionDays,
    createdAt: described.CreateTimestamp?.toISOString() ?? '',
    hsms: liveHsms(cluster).map(({ hsmId, availabilityZone, ...hsm }) => ({ ...hsm, id: hsmId, zone: availabilityZone })),
    environment: environmentIn(tags, stage),
    tags: Object.fromEntries(Object.entries(tags).filter(([key]) => [environmentTag, stageTag, drillTag].includes(key))),
    drill: drillTag in tags,
    certificate: certificate ? certificateFact(certificate) : null,
  };
}

function certificateFact(pem: string): ClusterFact['certificate'] {
  try {
    const { issuer, validTo } = new X509Certificate(pem);
    return { issuer: issuer.replaceAll('\n', ', '), endsAt: new Date(validTo).toISOString() };
  } catch {
    return null;
  }
}

export function backupFact(described: Backup): BackupFact {
  return {
    id: described.BackupId ?? '',
    state: described.BackupState ?? '',
    clusterId: described.ClusterId ?? described.SourceCluster ?? '',
    createdAt: described.CreateTimestamp?.toISOString() ?? '',
    ...(described.DeleteTimestamp && { goneAt: described.DeleteTimestamp.toISOString() }),
    neverExpires: described.NeverExpires ?? false,
    drill: described.TagList?.some(({ Key }) => Key === drillTag) ?? false,
    ...(described.SourceBackup && { source: { backupId: described.SourceBackup, region: described.SourceRegion ?? '' } }),
  };
}
