import { DescribeCertificateAuthorityCommand, GetCertificateAuthorityCertificateCommand } from '@aws-sdk/client-acm-pca';
import { DescribeBackupsCommand, DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import {
  DescribeAvailabilityZonesCommand,
  DescribeDhcpOptionsCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type IpPermission,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { DescribeSecretCommand, ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { GetParametersCommand, ListAssociationsCommand } from '@aws-sdk/client-ssm';
import type { Cluster } from '../../core/cloudhsm/cluster.ts';
import type { Hsm } from '../../core/cloudhsm/hsm.ts';
import type { Facts } from '../../core/preflight/facts.ts';
import { cloudhsm, ec2, kms, pca, secretsManager, ssm } from './aws.ts';
import { certify, fingerprint } from './certificates.ts';
import { now } from './executions.ts';
import { emptyRecord } from './record.ts';

/** The CA of the account, as ACM PCA describes it. */
export const rootAuthority = {
  Type: 'ROOT' as const,
  Status: 'ACTIVE' as const,
  UsageMode: 'GENERAL_PURPOSE' as const,
  CertificateAuthorityConfiguration: { KeyAlgorithm: 'RSA_2048' as const, SigningAlgorithm: 'SHA256WITHRSA' as const, Subject: {} },
  NotAfter: new Date('2036-01-01T00:00:00Z'),
};

/** The account that asks, and the VPC of its subnets. */
export const [accountId, vpcId] = ['123456789012', 'vpc-00000001'];

const inZone = (SubnetId: string, AvailabilityZone: string, CidrBlock: string) => ({
  SubnetId,
  AvailabilityZone,
  CidrBlock,
  VpcId: vpcId,
  OwnerId: accountId,
  AvailableIpAddressCount: 250,
});

/** The subnets of examples/production.json, as EC2 describes them. */
export const subnets = [
  inZone('subnet-0aaa1111aaa1111aa', 'us-east-1a', '10.0.1.0/24'),
  inZone('subnet-0bbb2222bbb2222bb', 'us-east-1b', '10.0.2.0/24'),
  inZone('subnet-0ccc3333ccc3333cc', 'us-east-1c', '10.0.3.0/24'),
];

/** A security group of that VPC with these rules, as EC2 describes it. */
export function group(IpPermissionsEgress: IpPermission[], changes: Partial<SecurityGroup> = {}): SecurityGroup {
  return { GroupId: 'sg-0e6e55e6e55e6e55e', VpcId: vpcId, IpPermissionsEgress, IpPermissions: [], ...changes };
}

/** A rule for port 443, to everywhere unless told. */
export function https(to: Partial<IpPermission> = { IpRanges: [{ CidrIp: '0.0.0.0/0' }] }): IpPermission {
  return { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...to };
}

/** What checks know of an account without a cluster. */
export const emptyAccount: Facts = { intent: 'provision', changes: {}, now, region: 'us-east-1', accountId, clusters: [], own: undefined };

/** The environment's cluster as checks know it: ACTIVE and without HSMs unless told. */
export function standing(changes: Partial<Cluster> = {}): Facts {
  const own = {
    clusterId: 'cluster-aaaaaaaaaaa',
    state: 'ACTIVE',
    hsmType: 'hsm2m.medium',
    securityGroupId: 'sg-0c1c1c1c1c1c1c1c1',
    vpcId,
    subnetMapping: Object.fromEntries(subnets.map(({ SubnetId, AvailabilityZone }) => [AvailabilityZone, SubnetId])),
    hsms: [],
    certificates: {},
    ...changes,
  } as unknown as Cluster;
  return { ...emptyAccount, clusters: [own], own };
}

/** An HSM of that cluster, in a zone. */
export function hsmIn(availabilityZone: string, state = 'ACTIVE'): Hsm {
  return { hsmId: `hsm-${availabilityZone}`, eniId: `eni-${availabilityZone}`, ip: '10.0.1.9', availabilityZone, state, stateMessage: '' };
}

/** An account in which examples/production.json can be provisioned: a root CA, three private subnets with a NAT gateway, nothing else, nor on record. */
export async function healthyAccount(): Promise<void> {
  for (const client of [pca, cloudhsm, ec2, kms, secretsManager, ssm]) client.reset();
  emptyRecord();
  const root = await certify({ owner: 'organisation' });
  Object.assign(process.env, { AWS_REGION: 'us-east-1', ACCOUNT_ID: accountId, HSM_USERS_IMAGE: 'hsm-users:1' });
  Object.assign(process.env, { CLUSTER_QUOTA: '4', HSM_QUOTA: '6', KEY_STORE_QUOTA: '10' });
  Object.assign(process.env, { AWS_ROOT_PARAMETER: '/roots/aws', AWS_ROOT_SHA256: fingerprint(root) });
  Object.assign(process.env, { MANUFACTURER_ROOT_PARAMETER: '/roots/manufacturer', MANUFACTURER_ROOT_SHA256: fingerprint(root) });
  const Parameters = ['/roots/aws', '/roots/manufacturer'].map((Name) => ({ Name, Value: root }));
  ssm.on(GetParametersCommand).resolves({ Parameters });
  ssm.on(ListAssociationsCommand).resolves({});
  secretsManager.on(DescribeSecretCommand).rejects(new ResourceNotFoundException({ message: 'none', $metadata: {} }));
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority: rootAuthority });
  pca.on(GetCertificateAuthorityCertificateCommand).resolves({ Certificate: root });
  cloudhsm.on(DescribeBackupsCommand).resolves({ Backups: [{ BackupId: 'backup-aaaaaaaaaaa', BackupState: 'READY' }] });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets });
  ec2.on(DescribeAvailabilityZonesCommand).resolves({
    AvailabilityZones: subnets.map(({ AvailabilityZone }) => ({ ZoneName: AvailabilityZone, ZoneType: 'availability-zone' })),
  });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [group([https()])] });
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [
      {
        RouteTableId: 'rtb-1',
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' },
          { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' },
        ],
      },
    ],
  });
  ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: [] });
  ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ VpcId: vpcId, DhcpOptionsId: 'dopt-1' }] });
  ec2.on(DescribeDhcpOptionsCommand).resolves({
    DhcpOptions: [{ DhcpConfigurations: [{ Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] }] }],
  });
  ec2.on(DescribeVpcAttributeCommand).resolves({ EnableDnsSupport: { Value: true }, EnableDnsHostnames: { Value: true } });
  ec2.on(DescribeNatGatewaysCommand).resolves({ NatGateways: [] });
  ec2.on(DescribeNetworkAclsCommand).resolves({ NetworkAcls: [] });
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] });
}
