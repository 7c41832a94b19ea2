import { ListCertificateAuthoritiesCommand } from '@aws-sdk/client-acm-pca';
import {
  DescribeAvailabilityZonesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type Subnet,
} from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, test } from 'vitest';
import { choose, type Given } from '../../../cli/init/choices.ts';
import { resultText } from '../../../cli/init/init.ts';
import type { Questions } from '../../../cli/init/questions.ts';
import type { Standing } from '../../../cli/init/standing.ts';
import { ec2, pca } from '../aws.ts';
import { environment } from '../environments.ts';

const region = 'us-east-1';
const root = 'arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/11111111-2222-4333-8444-555555555555';
const another = root.replaceAll('5', '6');

const subnet = (name: string, zone: string, more: Partial<Subnet> = {}): Subnet => ({
  SubnetId: `subnet-${name}`,
  VpcId: 'vpc-1',
  AvailabilityZone: `us-east-1${zone}`,
  AvailableIpAddressCount: 200,
  ...more,
});

function subnetsAre(...Subnets: Subnet[]): void {
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets });
}

function authoritiesAre(...arns: string[]): void {
  pca.on(ListCertificateAuthoritiesCommand, { ResourceOwner: 'SELF' }).resolves({
    CertificateAuthorities: arns.map((Arn) => ({
      Arn,
      Type: 'ROOT',
      Status: 'ACTIVE',
      UsageMode: 'GENERAL_PURPOSE',
      CertificateAuthorityConfiguration: { KeyAlgorithm: 'RSA_4096', SigningAlgorithm: 'SHA256WITHRSA', Subject: { CommonName: 'Root' } },
      NotAfter: new Date('2036-01-01'),
    })),
  });
}

beforeEach(() => {
  for (const client of [ec2, pca]) client.reset();
  pca.on(ListCertificateAuthoritiesCommand).resolves({ CertificateAuthorities: [] });
  authoritiesAre(root);
  subnetsAre(subnet('a', 'a'), subnet('b', 'b'), subnet('c', 'c'));
  ec2.on(DescribeAvailabilityZonesCommand).callsFake(({ ZoneNames }) => ({
    AvailabilityZones: ZoneNames.map((ZoneName: string) => ({
      ZoneName,
      ZoneType: ZoneName.includes('bos') ? 'local-zone' : 'availability-zone',
    })),
  }));
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [
      {
        RouteTableId: 'rtb-private',
        Associations: [{ Main: true }],
        Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }],
      },
      {
        RouteTableId: 'rtb-public',
        Associations: [{ SubnetId: 'subnet-public' }],
        Routes: [{ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' }],
      },
    ],
  });
  ec2.on(DescribeVpcsCommand).resolves({});
  const everything = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  ec2.on(DescribeSecurityGroupsCommand).resolves({
    SecurityGroups: [
      { GroupId: 'sg-closed', VpcId: 'vpc-1' },
      { GroupId: 'sg-open', VpcId: 'vpc-1', IpPermissionsEgress: [everything] },
    ],
  });
});

test('an account that leaves no choice is asked nothing', async () => {
  expect(await choose({}, region, undefined)).toEqual({
    name: 'production',
    purpose: 'production',
    subnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
    zones: ['us-east-1a', 'us-east-1b', 'us-east-1c'],
    hsmCount: 2,
    authority: root,
    securityGroupIds: ['sg-open'],
    keyStore: 'production',
  });
});

test('takes private subnets of availability zones only, one for each zone: that with most free addresses', async () => {
  subnetsAre(
    subnet('public', 'a'),
    subnet('full', 'a', { AvailableIpAddressCount: 3 }),
    subnet('roomy', 'a'),
    subnet('b', 'b'),
    subnet('near', 'x', { AvailabilityZone: 'us-east-1-bos-1a' }),
    subnet('outpost', 'c', { OutpostArn: 'arn:outpost' }),
  );

  expect(await choose({}, region, undefined)).toMatchObject({ subnetIds: ['subnet-roomy', 'subnet-b'] });
});

test('what is given is taken, and nothing is asked for it', async () => {
  authoritiesAre(root, another);
  const given = {
    name: 'staging',
    purpose: 'testing' as const,
    subnets: ['subnet-b', 'subnet-c'],
    hsms: 4,
    certificateAuthority: another,
    securityGroups: ['sg-mine'],
    keyStore: false,
  };

  expect(await choose(given, region, {} as Questions)).toEqual({
    name: 'staging',
    purpose: 'testing',
    subnetIds: ['subnet-b', 'subnet-c'],
    zones: ['us-east-1b', 'us-east-1c'],
    hsmCount: 4,
    authority: another,
    securityGroupIds: ['sg-mine'],
    keyStore: undefined,
  });
});

test('a self-signed root makes it an environment for testing', async () => {
  expect(await choose({ selfSigned: true }, region, undefined)).toMatchObject({ purpose: 'testing', authority: undefined });
});

test.each<[string, () => void, string, string]>([
  ['no VPC fits', () => subnetsAre(subnet('a', 'a'), subnet('public', 'b')), 'has private subnets in two availability zones', '--vpc'],
  [
    'several VPCs fit',
    () => subnetsAre(subnet('a', 'a'), subnet('b', 'b'), subnet('d', 'a', { VpcId: 'vpc-2' }), subnet('e', 'b', { VpcId: 'vpc-2' })),
    'vpc-1, vpc-2',
    'say with --vpc which',
  ],
  [
    'several VPCs fit, of which one has a name',
    () => {
      subnetsAre(subnet('a', 'a'), subnet('b', 'b'), subnet('d', 'a', { VpcId: 'vpc-2' }), subnet('e', 'b', { VpcId: 'vpc-2' }));
      ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ VpcId: 'vpc-1' }, { VpcId: 'vpc-2', Tags: [{ Key: 'Name', Value: 'hsm' }] }] });
    },
    'vpc-1, vpc-2 (hsm)',
    'say with --vpc which',
  ],
  [
    'several VPCs fit, whose names may not be read',
    () => {
      subnetsAre(subnet('a', 'a'), subnet('b', 'b'), subnet('d', 'a', { VpcId: 'vpc-2' }), subnet('e', 'b', { VpcId: 'vpc-2' }));
      ec2.on(DescribeVpcsCommand).rejects(new Error('not authorized'));
    },
    'vpc-1, vpc-2',
    'say with --vpc which',
  ],
  ['no CA can sign', () => authoritiesAre(), 'no ACTIVE, GENERAL_PURPOSE root CA', '--self-signed'],
  ['several CAs could sign', () => authoritiesAre(root, another), another, 'say with --certificate-authority which'],
  [
    'no group lets the task out',
    () => ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [] }),
    'no security group of vpc-1',
    '--security-groups',
  ],
])('where %s and nobody can be asked, says so and how to go on', async (_, are, problem, remedy) => {
  are();

  await expect(choose({}, region, undefined)).rejects.toMatchObject({
    name: 'NotFound',
    exitCode: 2,
    message: expect.stringContaining(problem),
    remedy: expect.stringContaining(remedy),
  });
});

test('a person at a terminal chooses what the account leaves open', async () => {
  authoritiesAre(root, another);
  subnetsAre(...['a', 'b', 'c', 'd'].map((zone) => subnet(zone, zone)));
  const answers: Questions = {
    name: async () => 'mine',
    purpose: async () => 'production',
    network: async () => expect.unreachable('there is one only'),
    subnets: async (candidates, suggested) => {
      expect([candidates.length, suggested.length]).toEqual([4, 3]);
      return candidates.slice(2);
    },
    hsms: async (_usual, least, price) => {
      expect([least, price(3).perMonth]).toEqual([2, 3505]);
      return 3;
    },
    authority: async (found) => found[1]?.arn,
    groups: async () => expect.unreachable('one only lets out'),
    keyStore: async (usual) => `${usual}-keys`,
  };

  expect(await choose({}, region, answers)).toMatchObject({
    name: 'mine',
    subnetIds: ['subnet-c', 'subnet-d'],
    hsmCount: 3,
    authority: another,
    keyStore: 'mine-keys',
  });
});

describe('an environment that stands, and whose file is on record', () => {
  const asked = environment({ hsmCount: 2 });
  const standing = { clusterId: 'cluster-1', vpcId: 'vpc-1', zones: ['us-east-1a', 'us-east-1b'], hsmCount: 3, asked } as Standing;
  const chosen = (given: Given) => choose({ name: 'production', ...given }, region, undefined, async () => standing);

  test('is as it was asked for, and nothing is asked of the account or of people', async () => {
    expect(await chosen({})).toMatchObject({
      purpose: 'production',
      subnetIds: asked.subnetIds,
      authority: asked.certificateAuthority.arn,
      securityGroupIds: asked.activation.securityGroupIds,
      keyStore: asked.keyStore!.name,
    });
    expect([...ec2.calls(), ...pca.calls()]).toEqual([]);
  });

  test('keeps the HSMs that stand, which no provision takes away', async () => {
    expect((await chosen({})).hsmCount).toBe(3);
  });

  test('is otherwise where somebody says so', async () => {
    const said = { hsms: 5, certificateAuthority: another, securityGroups: ['sg-open'], purpose: 'testing' as const };
    expect(await chosen(said)).toMatchObject({ hsmCount: 5, authority: another, securityGroupIds: ['sg-open'], purpose: 'testing' });
    expect((await chosen({ keyStore: false })).keyStore).toBeUndefined();
  });
});

describe('an environment that stands, and whose file nobody knows', () => {
  const keyStore = { name: 'keys', keys: [{ name: 'documents' }, { name: 'payments' }] };
  const standing = {
    ...{ clusterId: 'cluster-1', vpcId: 'vpc-1', subnetIds: ['subnet-a', 'subnet-b'], zones: ['us-east-1a', 'us-east-1b'], hsmCount: 2 },
    ...{ hsmType: 'hsm1.medium', keyStore, signedElsewhere: false, asked: undefined },
  } as unknown as Standing;
  const chosen = (given: Given) => choose({ name: 'production', ...given }, region, undefined, async () => standing);

  test('is as it stands, and otherwise where somebody says so', async () => {
    expect(await chosen({})).toMatchObject({ purpose: 'production', authority: root, keyStore: 'keys' });
    expect((await chosen({ keyStore: false })).keyStore).toBeUndefined();
    expect(await chosen({ selfSigned: true })).toMatchObject({ purpose: 'testing', authority: undefined });
  });

  test('is told with the cost of its own keys and type of HSM', async () => {
    const written = environment({ hsmType: 'hsm1.medium', hsmCount: 2, keyStore });
    const text = resultText(await chosen({}), written, 'production.json', { region: 'ap-southeast-1', again: '' });
    expect(text).toContain('USD 3.20 an hour, 2338.00 a month while it stands (a guess');
  });
});
