import { DescribeClustersCommand, type Cluster as Described } from '@aws-sdk/client-cloudhsm-v2';
import { cloudhsm } from '../aws/cloudhsm.ts';
import { knownToBeThere } from '../errors/late.ts';
import type { Hsm } from './hsm.ts';
import { toTags } from './tags.ts';

/** A cluster without its secrets: descriptions carry a password until activation, and never go into a state machine. */
export interface Cluster {
  clusterId: string;
  state: string;
  stateMessage: string;
  hsmType: string;
  mode: string;
  securityGroupId: string;
  vpcId: string;
  /** {availability zone: subnet} */
  subnetMapping: Record<string, string>;
  backupRetentionDays: number;
  /** Of a cluster that was made from one. */
  sourceBackupId?: string;
  hsms: Hsm[];
  tags: Record<string, string>;
  certificates: {
    csr: string | undefined;
    hsm: string | undefined;
    awsHardware: string | undefined;
    manufacturerHardware: string | undefined;
    cluster: string | undefined;
  };
}

/** A cluster that this run has found or made. Throws TransientServiceError where CloudHSM does not show it. */
export async function getCluster(clusterId: string): Promise<Cluster> {
  return knownToBeThere(() => seeCluster(clusterId), {
    doing: 'reading the cluster',
    to: clusterId,
    problem: 'CloudHSM does not show it, though this run has found or made it',
  });
}

/** As `getCluster`; undefined where there is none, as it can be for a moment after it was created. */
export async function seeCluster(clusterId: string): Promise<Cluster | undefined> {
  const { Clusters = [] } = await cloudhsm().send(new DescribeClustersCommand({ Filters: { clusterIds: [clusterId] } }));
  const [found] = Clusters;
  return found && found.State !== 'DELETED' ? toCluster(found) : undefined;
}

/** Every cluster of the account and region that is not deleted or being deleted. */
export async function listClusters(): Promise<Cluster[]> {
  const clusters: Cluster[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudhsm().send(new DescribeClustersCommand({ NextToken, MaxResults: 25 }));
    clusters.push(...(page.Clusters ?? []).map(toCluster));
    ({ NextToken } = page);
  } while (NextToken);
  return clusters.filter(({ state }) => state !== 'DELETED' && state !== 'DELETE_IN_PROGRESS');
}

/** A cluster as DescribeClusters shows it. */
export function toCluster(described: Described & { Mode?: string }): Cluster {
  const { Certificates: certificates = {} } = described;
  return {
    clusterId: described.ClusterId ?? '',
    state: described.State ?? '',
    stateMessage: described.StateMessage ?? '',
    hsmType: described.HsmType ?? '',
    mode: described.Mode ?? 'FIPS', // clusters from before the field exist in FIPS mode only
    securityGroupId: described.SecurityGroup ?? '',
    vpcId: described.VpcId ?? '',
    subnetMapping: described.SubnetMapping ?? {},
    backupRetentionDays: Number(described.BackupRetentionPolicy?.Value ?? 90),
    ...(described.SourceBackupId && { sourceBackupId: described.SourceBackupId }),
    hsms: (described.Hsms ?? []).map((hsm) => ({
      hsmId: hsm.HsmId ?? '',
      eniId: hsm.EniId ?? '',
      ip: hsm.EniIp ?? '',
      availabilityZone: hsm.AvailabilityZone ?? '',
      state: hsm.State ?? '',
      stateMessage: hsm.StateMessage ?? '',
    })),
    tags: toTags(described.TagList),
    certificates: {
      csr: certificates.ClusterCsr,
      hsm: certificates.HsmCertificate,
      awsHardware: certificates.AwsHardwareCertificate,
      manufacturerHardware: certificates.ManufacturerHardwareCertificate,
      cluster: certificates.ClusterCertificate,
    },
  };
}
