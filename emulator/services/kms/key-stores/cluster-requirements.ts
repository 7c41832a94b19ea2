import { X509Certificate } from 'node:crypto';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Cluster, Hsm } from '../../cloudhsmv2/cluster.ts';
import type { SecurityGroupRule } from '../../ec2/network.ts';
import type { KmsNeeds } from '../needs.ts';

export function clusterOf(place: KmsNeeds, clusterId: string): Cluster | undefined {
  const cluster = place.cloudhsmv2.cluster(clusterId);
  return cluster?.state === 'DELETED' ? undefined : cluster;
}

export function activeHsms(cluster: Cluster): Hsm[] {
  return cluster.hsms.filter(({ state }) => state === 'ACTIVE');
}

/** @throws AwsError CloudHsmClusterNotFoundException */
export function existingCluster(place: KmsNeeds, clusterId: string): Cluster {
  const cluster = clusterOf(place, clusterId);
  if (!cluster) throw new AwsError('CloudHsmClusterNotFoundException', `The AWS CloudHSM cluster ${clusterId} does not exist.`);
  return cluster;
}

/** @throws AwsError CloudHsmClusterNotActiveException */
export function checkActive({ clusterId, state }: Cluster): void {
  if (state === 'ACTIVE') return;
  throw new AwsError('CloudHsmClusterNotActiveException', `The AWS CloudHSM cluster ${clusterId} is ${state}; it must be ACTIVE.`);
}

/**
 * What KMS wants of a cluster's configuration: private subnets in two zones, the rules that CloudHSM gave its security group, and
 * enough ACTIVE HSMs: one to connect, two in different zones to create a store or a key.
 *
 * @throws AwsError CloudHsmClusterInvalidConfigurationException
 */
export function checkConfiguration(place: KmsNeeds, cluster: Cluster, hsms: 1 | 2): void {
  const { clusterId, securityGroupId } = cluster;
  const invalid = (message: string) =>
    new AwsError('CloudHsmClusterInvalidConfigurationException', `The AWS CloudHSM cluster ${clusterId} ${message}`);
  if (Object.keys(cluster.subnetMapping).length < 2) throw invalid('must have subnets in at least two Availability Zones.');
  if (!hasDefaultRules(place, securityGroupId)) {
    throw invalid(`must keep the rules of its security group ${securityGroupId}: TCP 2223-2225 from and to the group itself.`);
  }
  const zones = new Set(activeHsms(cluster).map(({ availabilityZone }) => availabilityZone)).size;
  if (zones < hsms) {
    throw invalid(
      hsms === 1 ? 'must contain at least one active HSM.' : 'must contain at least two active HSMs in different Availability Zones.',
    );
  }
}

export function hasDefaultRules(place: KmsNeeds, securityGroupId: string): boolean {
  const group = place.ec2.securityGroup(securityGroupId);
  const opens = ({ protocol, fromPort, toPort, groupId }: SecurityGroupRule) =>
    groupId === securityGroupId && (protocol === '-1' || (protocol === 'tcp' && (fromPort ?? 0) <= 2223 && (toPort ?? 65535) >= 2225));
  if (!group) return false;
  return group.ingress.some(opens) && group.egress.some(opens);
}

/** @throws AwsError IncorrectTrustAnchorException where it is not the certificate that the cluster was initialized with */
export function checkTrustAnchor(cluster: Cluster, pem: string): void {
  const given = fingerprint(pem);
  if (given !== undefined && given === fingerprint(cluster.trustAnchor ?? '')) return;
  throw new AwsError(
    'IncorrectTrustAnchorException',
    `The trust anchor certificate is not the one that the AWS CloudHSM cluster ${cluster.clusterId} was initialized with.`,
  );
}

function fingerprint(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    return undefined;
  }
}
