import type { Emulator } from '../../../emulator/emulator.ts';
import { localAws, request } from '../../local-aws.ts';
import { organisation } from './organisation.ts';

export const subnets = ['subnet-0a1b2c3d', 'subnet-1a1b2c3d', 'subnet-2a1b2c3d'];
export const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
export const adminPassword = 'correct-horse';

/** Sends an operation to CloudHSM. */
export function hsm(aws: Emulator, operation: string, input: object = {}): Promise<any> {
  return request(aws, 'cloudhsmv2', operation, input);
}

export async function describeCluster(aws: Emulator, clusterId: string): Promise<any> {
  return (await hsm(aws, 'DescribeClusters', { Filters: { clusterIds: [clusterId] } })).Clusters[0];
}

export async function describeBackups(aws: Emulator, filters: Record<string, string[]> = {}): Promise<any[]> {
  return (await hsm(aws, 'DescribeBackups', { Filters: filters })).Backups;
}

/** As it was when AWS still made clusters of hsm1.medium. */
export async function olderAws(): Promise<Emulator> {
  const aws = await localAws();
  aws.home.cloudhsmv2.settings.hsmTypes.push('hsm1.medium');
  return aws;
}

/** A cluster whose creation is over. */
export async function newCluster(aws: Emulator, input: object = {}): Promise<string> {
  const { Cluster } = await hsm(aws, 'CreateCluster', { HsmType: 'hsm2m.medium', Mode: 'FIPS', SubnetIds: subnets, ...input });
  await aws.home.clock.idle();
  return Cluster.ClusterId;
}

/** Adds an HSM and waits until that is over. */
export async function addHsm(aws: Emulator, clusterId: string, zone = 0): Promise<any> {
  const { Hsm } = await hsm(aws, 'CreateHsm', { ClusterId: clusterId, AvailabilityZone: zones[zone] });
  await aws.home.clock.idle();
  return Hsm;
}

export async function initialize(aws: Emulator, clusterId: string): Promise<any> {
  const { Certificates } = await describeCluster(aws, clusterId);
  const answer = await hsm(aws, 'InitializeCluster', {
    ClusterId: clusterId,
    SignedCert: await organisation.sign(Certificates.ClusterCsr),
    TrustAnchor: await organisation.root(),
  });
  await aws.home.clock.idle();
  return answer;
}

/** What the data plane does when people activate a cluster. */
export async function activate(aws: Emulator, clusterId: string): Promise<void> {
  const admin = aws.home.cloudhsmv2.cluster(clusterId)!.hsms[0]!.users.find(({ username }) => username === 'admin')!;
  admin.password = adminPassword;
  aws.home.cloudhsmv2.completeActivation(clusterId);
  await aws.home.clock.idle();
}

/** An ACTIVE cluster with one HSM and its first backup. */
export async function activeCluster(aws: Emulator, input: object = {}): Promise<string> {
  const clusterId = await newCluster(aws, input);
  await addHsm(aws, clusterId);
  await initialize(aws, clusterId);
  await activate(aws, clusterId);
  return clusterId;
}

/** A local AWS with an ACTIVE cluster and its first backup. */
export async function withBackup(input: object = {}) {
  const aws = await localAws();
  const clusterId = await activeCluster(aws, input);
  const [backup] = await describeBackups(aws);
  return { aws, clusterId, backupId: backup.BackupId as string };
}

/** What a value becomes as time passes: it is looked at every five seconds, and repetitions are left out. */
export function course<T>(aws: Emulator, value: () => T): T[] {
  const seen: T[] = [];
  const look = () => {
    const now = value();
    if (seen.at(-1) !== now) seen.push(now);
    aws.home.clock.after('ride', 5, 'look', look);
  };
  look();
  return seen;
}
