import { DescribeCertificateAuthorityCommand, GetCertificateAuthorityCertificateCommand } from '@aws-sdk/client-acm-pca';
import { DescribeClustersCommand } from '@aws-sdk/client-cloudhsm-v2';
import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
} from '@aws-sdk/client-ec2';
import { DescribeCustomKeyStoresCommand } from '@aws-sdk/client-kms';
import { cloudhsm, ec2, kms, pca } from './aws.ts';
import { certify } from './certificates.ts';

/** The CA of the account, as ACM PCA describes it. */
export const rootAuthority = {
  Type: 'ROOT' as const,
  Status: 'ACTIVE' as const,
  UsageMode: 'GENERAL_PURPOSE' as const,
  CertificateAuthorityConfiguration: { KeyAlgorithm: 'RSA_2048' as const, SigningAlgorithm: 'SHA256WITHRSA' as const, Subject: {} },
  NotAfter: new Date('2036-01-01T00:00:00Z'),
};

/** The subnets of examples/production.json, as EC2 describes them. */
export const subnets = [
  { SubnetId: 'subnet-0aaa1111aaa1111aa', AvailabilityZone: 'us-east-1a', VpcId: 'vpc-00000001' },
  { SubnetId: 'subnet-0bbb2222bbb2222bb', AvailabilityZone: 'us-east-1b', VpcId: 'vpc-00000001' },
  { SubnetId: 'subnet-0ccc3333ccc3333cc', AvailabilityZone: 'us-east-1c', VpcId: 'vpc-00000001' },
];

/** An account in which examples/production.json can be provisioned: a root CA, three private subnets with a NAT gateway, nothing else. */
export async function healthyAccount(): Promise<void> {
  for (const client of [pca, cloudhsm, ec2, kms]) client.reset();
  Object.assign(process.env, { AWS_REGION: 'us-east-1', CLUSTER_QUOTA: '4', HSM_QUOTA: '6', KEY_STORE_QUOTA: '10' });
  pca.on(DescribeCertificateAuthorityCommand).resolves({ CertificateAuthority: rootAuthority });
  pca.on(GetCertificateAuthorityCertificateCommand).resolves({ Certificate: await certify({ owner: 'organisation' }) });
  cloudhsm.on(DescribeClustersCommand).resolves({ Clusters: [] });
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets });
  ec2.on(DescribeSecurityGroupsCommand).resolves({
    SecurityGroups: [{ GroupId: 'sg-0e6e55e6e55e6e55e', IpPermissionsEgress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }] }],
  });
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [{ Associations: [{ Main: true }], Routes: [{ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' }] }],
  });
  ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: [] });
  kms.on(DescribeCustomKeyStoresCommand).resolves({ CustomKeyStores: [] });
}
