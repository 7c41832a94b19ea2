import { X509Certificate } from 'node:crypto';
import {
  type Backup,
  type CloudHSMV2Client,
  type Cluster,
  paginateDescribeBackups,
  paginateDescribeClusters,
} from '@aws-sdk/client-cloudhsm-v2';
import { environmentTag, stageTag } from '../../cloudhsm/cluster.ts';
import type { BackupFact, ClusterFact } from './facts.ts';

/** On the short-lived cluster of a restore drill. */
const drillTag = 'cloudhsm-lifecycle:drill';

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

function clusterFact(described: Cluster & { Mode?: string }, stage: string): ClusterFact {
  const tags = Object.fromEntries((described.TagList ?? []).map(({ Key, Value }) => [Key, Value ?? '']));
  const certificate = described.Certificates?.ClusterCertificate;
  return {
    id: described.ClusterId ?? '',
    state: described.State ?? '',
    stateMessage: described.StateMessage ?? '',
    hsmType: described.HsmType ?? '',
    mode: described.Mode ?? 'FIPS',
    securityGroupId: described.SecurityGroup ?? '',
    vpcId: described.VpcId ?? '',
    subnets: described.SubnetMapping ?? {},
    retentionDays: Number(described.BackupRetentionPolicy?.Value ?? 90),
    createdAt: described.CreateTimestamp?.toISOString() ?? '',
    hsms: (described.Hsms ?? [])
      .filter(({ State }) => State !== 'DELETED' && State !== 'DELETE_IN_PROGRESS')
      .map((hsm) => ({
        id: hsm.HsmId ?? '',
        eniId: hsm.EniId ?? '',
        ip: hsm.EniIp ?? '',
        zone: hsm.AvailabilityZone ?? '',
        state: hsm.State ?? '',
        stateMessage: hsm.StateMessage ?? '',
      })),
    environment: tags[stageTag] === stage ? (tags[environmentTag] ?? null) : null,
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
    ...(described.SourceBackup && { source: { backupId: described.SourceBackup, region: described.SourceRegion ?? '' } }),
  };
}
