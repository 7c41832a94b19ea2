import { DescribeClustersCommand, type Cluster as Described } from '@aws-sdk/client-cloudhsm-v2';
import { cloudhsm } from '../aws/cloudhsm.ts';
import { setting } from '../aws/setting.ts';
import { knownToBeThere, lateAnswer } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { deletionCommands } from './deletion-commands.ts';
import type { Hsm } from './hsm.ts';

/** Written with CreateCluster itself: what makes a cluster ours, and whose. */
export const environmentTag = 'cloudhsm-lifecycle:environment';
/** Its value on a cluster that somebody has taken away from its environment. */
export const ofNobody = 'none';
/** Written with it: each stage of the deployment has environments of its own. */
export const stageTag = 'cloudhsm-lifecycle:stage';

/** What an environment's cluster carries: the tags of its file, and ours, by which it is found. */
export function clusterTags({ name, tags }: { name: string; tags?: Record<string, string> | undefined }): Record<string, string> {
  return { ...tags, [environmentTag]: name, [stageTag]: setting('STAGE') };
}
/** The execution that created the cluster: only that one may remove it. */
export const executionTag = 'cloudhsm-lifecycle:execution';

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

/**
 * The environment's cluster.
 *
 * @param onRecord the id under which the record knows it: then it is missed only for a while
 * @throws LifecycleError ClusterMissing where there is none, ClusterAmbiguous where there are several
 */
export async function requireCluster(environmentName: string, onRecord: string | undefined): Promise<Cluster> {
  const found = await findCluster(environmentName);
  if (found) return found;
  const to = `environment ${environmentName}`;
  if (onRecord) {
    const untagged = await seeUntagged(environmentName, onRecord);
    if (untagged) {
      const { problem, remedy } = lostTags(untagged, environmentName);
      const details = { doing: 'reading the cluster', to, problem, remedy: `${remedy} and start the workflow again` };
      throw new LifecycleError('ClusterMissing', details);
    }
    const problem = `the record knows its cluster as ${onRecord}, and CloudHSM does not show it`;
    const remedy = `start the workflow again; if the cluster is gone for good, \`npx hsm restore ${environmentName}\` brings it back from a backup, and provisioning creates a new and empty one`;
    throw lateAnswer({ doing: 'reading the cluster', to, problem, remedy });
  }
  throw new LifecycleError('ClusterMissing', {
    doing: 'reading the cluster',
    to,
    problem: 'it has no cluster in this account and region',
    remedy: `where it has had one, \`npx hsm restore ${environmentName}\` brings it back from a backup, with its keys and users; else provision the environment: that finds its cluster, or creates a new and empty one`,
  });
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

/**
 * The environment's cluster, known by the tag that CreateCluster writes; undefined where there is none.
 *
 * @throws LifecycleError ClusterAmbiguous where there is more than one
 */
export async function findCluster(environmentName: string): Promise<Cluster | undefined> {
  const found = await clustersOf(environmentName);
  if (found.length <= 1) return found[0];
  const partings = found.map(
    (cluster) =>
      `${cluster.clusterId}: \`aws cloudhsmv2 untag-resource --resource-id ${cluster.clusterId} --tag-key-list ${environmentTag}\`, and where it holds no keys ${deletionCommands(cluster)}`,
  );
  throw new LifecycleError('ClusterAmbiguous', {
    doing: 'finding the cluster',
    to: `environment ${environmentName}`,
    problem: `${found.length} clusters carry its tag ${environmentTag}: ${found.map(({ clusterId }) => clusterId).join(', ')}`,
    remedy: `take the tag off the one that is not in use, delete it, and start the workflow again (${partings.join('; ')})`,
  });
}

/** Every cluster that carries the environment's tag: one, none, or by a mishap several. */
async function clustersOf(environmentName: string): Promise<Cluster[]> {
  return (await listClusters()).filter((cluster) => isOf(cluster, environmentName));
}

/** Tags as the API lists them, by their keys. */
export function toTags(list: Described['TagList'] = []): Record<string, string> {
  return Object.fromEntries(list.map(({ Key, Value }) => [Key, Value]));
}

/** The environment of a stage whose tags these are; null where they name none. */
export function environmentIn(tags: Record<string, string>, stage: string): string | null {
  return tags[stageTag] === stage ? (tags[environmentTag] ?? null) : null;
}

/** Whether a cluster is an environment's, of this stage. */
export function isOf({ tags }: Pick<Cluster, 'tags'>, environmentName: string): boolean {
  return tags[environmentTag] === environmentName && tags[stageTag] === setting('STAGE');
}

/** Whether a cluster that the record knows as an environment's says no more whose it is: somebody has taken its tags off, or one of them. */
export function hasLostTags({ tags }: Pick<Cluster, 'tags'>, environmentName: string): boolean {
  const owner = tags[environmentTag];
  return owner === undefined || (owner === environmentName && tags[stageTag] === undefined);
}

/** The cluster that the record knows as an environment's, where it stands and has lost its tags. */
export async function seeUntagged(environmentName: string, onRecord: string | undefined): Promise<Cluster | undefined> {
  const standing = onRecord ? await seeCluster(onRecord) : undefined;
  return standing && hasLostTags(standing, environmentName) ? standing : undefined;
}

/** The environment's cluster for a look that changes nothing: also where it has lost its tags. */
export async function lookForCluster(environmentName: string, onRecord: string | undefined): Promise<Cluster | undefined> {
  return (await findCluster(environmentName)) ?? seeUntagged(environmentName, onRecord);
}

/** What is said of it: it is billed like any other, and neither may another be made in its place nor may it be taken to be gone. */
export function lostTags(
  { clusterId }: Pick<Cluster, 'clusterId'>,
  environmentName: string,
  stage = setting('STAGE'),
): { problem: string; remedy: string } {
  const tags = `Key=${environmentTag},Value=${environmentName} Key=${stageTag},Value=${stage}`;
  return {
    problem: `the record knows its cluster as ${clusterId}, which stands without the tags that say so`,
    remedy: `give them back (\`aws cloudhsmv2 tag-resource --resource-id ${clusterId} --tag-list ${tags}\`)`,
  };
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
