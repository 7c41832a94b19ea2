import {
  DescribeAvailabilityZonesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { AccountFile } from '../../../emulator/kernel/account.ts';
import { connection, localAws } from '../../local-aws.ts';

const declared: AccountFile = {
  vpcs: [
    {
      id: 'vpc-0aaaaaaaaaaaaaaaa',
      nat: false,
      endpoints: ['ecr.api', 's3'],
      subnets: [
        { id: 'subnet-0aaaaaaaaaaaaaaa1', availabilityZone: 'us-east-1b', cidr: '10.9.1.0/28' },
        { id: 'subnet-0aaaaaaaaaaaaaaa2', availabilityZone: 'us-east-1c', freeAddresses: 0 },
      ],
      securityGroups: [
        { id: 'sg-0aaaaaaaaaaaaaaa1' },
        { id: 'sg-0aaaaaaaaaaaaaaa2', egress: [{ protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '10.9.0.0/16' }] },
        { id: 'sg-0aaaaaaaaaaaaaaa3', egress: [{ protocol: 'tcp', fromPort: 2223, toPort: 2225, cidr: '0.0.0.0/0' }] },
      ],
    },
  ],
};

async function network(account?: AccountFile) {
  const emulator = await localAws({ account });
  return { ec2: emulator.home.ec2, client: new EC2Client(connection(emulator)) };
}

describe('a VPC whose subnets lie in several ranges', () => {
  it("has each of them, the first subnet's before the others, and routes to all", async () => {
    const subnets = ['10.9.1.0/24', '100.64.0.0/20', '10.9.2.0/24'].map((cidr, index) => ({
      id: `subnet-0000000${index}`,
      availabilityZone: 'us-east-1a',
      cidr,
    }));
    const { client } = await network({ vpcs: [{ id: 'vpc-0aaaaaaaaaaaaaaaa', subnets }] });
    const { Vpcs } = await client.send(new DescribeVpcsCommand({}));
    const associated = ['10.9.0.0/16', '100.64.0.0/16'].map((CidrBlock) => ({ CidrBlock }));
    expect(Vpcs).toMatchObject([{ CidrBlock: '10.9.0.0/16', CidrBlockAssociationSet: associated }]);
    const { RouteTables } = await client.send(new DescribeRouteTablesCommand({}));
    for (const { Routes } of RouteTables!)
      expect(Routes!.slice(0, 2).map(({ DestinationCidrBlock, GatewayId }) => [DestinationCidrBlock, GatewayId])).toEqual([
        ['10.9.0.0/16', 'local'],
        ['100.64.0.0/16', 'local'],
      ]);
  });
});

describe('a filter', () => {
  it('whose name every object has is none, and no tag either', async () => {
    const { client } = await network(declared);
    const asked = (Name: string) => client.send(new DescribeSubnetsCommand({ Filters: [{ Name, Values: ['*'] }] }));
    await expect(asked('valueOf')).rejects.toThrow("The filter 'valueOf' is invalid");
    expect((await asked('tag:valueOf')).Subnets).toEqual([]);
  });

  it('has 200 values at most, all of a call together', async () => {
    const { client } = await network(declared);
    const asked = (count: number) => {
      const Values = Array.from({ length: count }, (_, at) => `vpc-${at}`);
      return client.send(
        new DescribeSubnetsCommand({
          Filters: [
            { Name: 'vpc-id', Values },
            { Name: 'state', Values: ['available'] },
          ],
        }),
      );
    };
    expect((await asked(199)).Subnets).toEqual([]);
    await expect(asked(200)).rejects.toMatchObject({
      name: 'FilterLimitExceeded',
      message: 'The maximum number of filter values specified on a single call is 200',
    });
  });
});

describe('the network of an account without declared VPCs', () => {
  it('takes every well-formed subnet id as a private subnet of one VPC, in successive zones in the order first seen', async () => {
    const { client } = await network();
    const { Subnets } = await client.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-0000000b'] }));
    const more = await client.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-0123456789abcdef0', 'subnet-0000000b'] }));
    expect(Subnets).toMatchObject([{ AvailabilityZone: 'us-east-1a', AvailabilityZoneId: 'use1-az1', MapPublicIpOnLaunch: false }]);
    expect(more.Subnets!.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(['us-east-1b', 'us-east-1a']);
    expect(new Set(more.Subnets!.map(({ VpcId }) => VpcId))).toEqual(new Set([Subnets![0]!.VpcId]));
    const { Vpcs } = await client.send(new DescribeVpcsCommand({}));
    expect(Vpcs).toMatchObject([{ VpcId: Subnets![0]!.VpcId, CidrBlock: '10.0.0.0/16' }]);
  });

  it('routes its subnets through a NAT gateway, so that every endpoint is within reach', async () => {
    const { client, ec2 } = await network();
    const { RouteTables } = await client.send(
      new DescribeRouteTablesCommand({ Filters: [{ Name: 'association.subnet-id', Values: ['subnet-0000000a'] }] }),
    );
    expect(RouteTables).toHaveLength(1);
    expect(RouteTables![0]!.Routes).toMatchObject([
      { GatewayId: 'local' },
      { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: expect.stringMatching(/^nat-/) },
    ]);
    expect(ec2.unreachable(['subnet-0000000a'], ['sg-0000000a'], ['ecr.api', 's3'])).toEqual([]);
  });

  it('takes every well-formed security group id as a group with egress 443, and has a default group with egress to everywhere', async () => {
    const { client } = await network();
    const named = await client.send(new DescribeSecurityGroupsCommand({ GroupIds: ['sg-0123456789abcdef0'] }));
    expect(named.SecurityGroups![0]!.IpPermissionsEgress).toMatchObject([
      { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ]);
    const byName = await client.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: ['defa?lt'] }] }));
    expect(byName.SecurityGroups).toMatchObject([{ IpPermissionsEgress: [{ IpProtocol: '-1' }] }]);
  });

  it('does not bring back a deleted group', async () => {
    const { ec2 } = await network();
    const vpcId = ec2.subnet('subnet-0000000a')!.vpcId;
    const group = { groupName: 'cluster', description: 'of a cluster', vpcId, ingress: [], egress: [] };
    const id = ec2.createSecurityGroup(group);
    expect(() => ec2.createSecurityGroup(group)).toThrow(expect.objectContaining({ code: 'InvalidGroup.Duplicate' }));
    ec2.deleteSecurityGroup(id);
    expect(ec2.securityGroup(id)).toBeUndefined();
    expect(() => ec2.deleteSecurityGroup(id)).toThrow(`The security group '${id}' does not exist`);
    expect(ec2.createSecurityGroup(group)).not.toBe(id);
  });

  it('names the zones of the region', async () => {
    const { client } = await network({ region: 'ap-southeast-2' });
    const { AvailabilityZones } = await client.send(new DescribeAvailabilityZonesCommand({}));
    expect(AvailabilityZones!.map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId])).toEqual([
      ['ap-southeast-2a', 'apse2-az1'],
      ['ap-southeast-2b', 'apse2-az2'],
      ['ap-southeast-2c', 'apse2-az3'],
    ]);
    await expect(client.send(new DescribeAvailabilityZonesCommand({ ZoneNames: ['us-east-1a'] }))).rejects.toThrow('us-east-1a');
  });

  it.each([
    ['InvalidSubnetID.NotFound', new DescribeSubnetsCommand({ SubnetIds: ['subnet-none'] })],
    ['InvalidVpcID.NotFound', new DescribeVpcsCommand({ VpcIds: ['vpc-00000000'] })],
    ['InvalidGroup.NotFound', new DescribeSecurityGroupsCommand({ GroupIds: ['sg-none'] })],
    ['InvalidNetworkInterfaceID.NotFound', new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ['eni-00000000'] })],
    ['InvalidVpcEndpointId.NotFound', new DescribeVpcEndpointsCommand({ VpcEndpointIds: ['vpce-00000000'] })],
    ['InvalidRouteTableID.NotFound', new DescribeRouteTablesCommand({ RouteTableIds: ['rtb-00000000'] })],
    ['InvalidParameterValue', new DescribeSubnetsCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] })],
    ['DryRunOperation', new DescribeVpcsCommand({ DryRun: true })],
  ])('answers %s', async (code, command) => {
    const { client } = await network();
    await expect(client.send(command as DescribeVpcsCommand)).rejects.toMatchObject({ name: code });
  });
});

describe('a declared network', () => {
  it('holds what is declared and nothing else', async () => {
    const { client } = await network(declared);
    const { Subnets } = await client.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: ['vpc-0aaaaaaaaaaaaaaaa'] }] }));
    expect(Subnets).toMatchObject([
      { AvailabilityZone: 'us-east-1b', CidrBlock: '10.9.1.0/28', AvailableIpAddressCount: 11 },
      { AvailabilityZone: 'us-east-1c', CidrBlock: '10.9.0.0/24', AvailableIpAddressCount: 0 },
    ]);
    await expect(client.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-0000000a'] }))).rejects.toThrow(
      "The subnet ID 'subnet-0000000a' does not exist",
    );
    const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand({}));
    expect(SecurityGroups!.map(({ GroupName }) => GroupName)).toEqual([
      'default',
      'endpoints',
      ...declared.vpcs![0]!.securityGroups!.map(({ id }) => id),
    ]);
  });

  it('shows its endpoints and routes', async () => {
    const { client } = await network(declared);
    const { VpcEndpoints } = await client.send(new DescribeVpcEndpointsCommand({}));
    expect(VpcEndpoints).toMatchObject([
      {
        ServiceName: 'com.amazonaws.us-east-1.ecr.api',
        VpcEndpointType: 'Interface',
        SubnetIds: declared.vpcs![0]!.subnets.map(({ id }) => id),
      },
      { ServiceName: 'com.amazonaws.us-east-1.s3', VpcEndpointType: 'Gateway', State: 'available' },
    ]);
    const { RouteTables } = await client.send(
      new DescribeRouteTablesCommand({ Filters: [{ Name: 'association.main', Values: ['false'] }] }),
    );
    expect(RouteTables![0]!.Routes).toMatchObject([{ GatewayId: 'local' }, { GatewayId: VpcEndpoints![1]!.VpcEndpointId }]);
  });

  it('knows which endpoints a task in it cannot reach', async () => {
    const { ec2 } = await network(declared);
    const from = (...groups: string[]) => ec2.unreachable(['subnet-0aaaaaaaaaaaaaaa1'], groups, ['ecr.api', 's3', 'logs']);
    expect(from('sg-0aaaaaaaaaaaaaaa1')).toEqual(['logs']);
    expect(from('sg-0aaaaaaaaaaaaaaa2')).toEqual(['s3', 'logs']);
    expect(from('sg-0aaaaaaaaaaaaaaa3')).toEqual(['ecr.api', 's3', 'logs']);
    expect(from('sg-0aaaaaaaaaaaaaaa3', 'sg-0aaaaaaaaaaaaaaa1')).toEqual(['logs']);
  });
});

const https = (rule: object) => [{ protocol: 'tcp', fromPort: 443, toPort: 443, ...rule }];

/** What a task cannot reach of ecr.api, s3 and logs, in a VPC of one subnet with this group and table. */
async function cutOff(vpc: object, egress: object[] = https({ cidr: '0.0.0.0/0' }), guards: object[] = []) {
  const account = {
    vpcs: [
      {
        id: 'vpc-0aaaaaaaaaaaaaaaa',
        subnets: [{ id: 'subnet-0aaaaaaaaaaaaaaa1', availabilityZone: 'us-east-1a', cidr: '10.9.1.0/24' }],
        securityGroups: [{ id: 'sg-0aaaaaaaaaaaaaaa1', egress }, ...guards],
        ...vpc,
      },
    ],
  } as AccountFile;
  const { ec2 } = await network(account);
  return ec2.unreachable(['subnet-0aaaaaaaaaaaaaaa1'], ['sg-0aaaaaaaaaaaaaaa1'], ['ecr.api', 's3', 'logs']);
}

const nothing = ['ecr.api', 's3', 'logs'];
const table = (...routes: object[]) => ({ routeTables: [{ id: 'rtb-0aaaaaaaaaaaaaaa1', routes }] });
const tgw = 'tgw-0aaaaaaaaaaaaaaaa';

describe('a way out of a subnet', () => {
  it.each<[string, object, string[]]>([
    ['a NAT gateway', table({ destination: '0.0.0.0/0', target: 'nat-0aaaaaaaaaaaaaaaa' }), []],
    ['a NAT gateway that is gone', table({ destination: '0.0.0.0/0', target: 'nat-0aaaaaaaaaaaaaaaa', blackhole: true }), nothing],
    ['an internet gateway, without a public address', table({ destination: '0.0.0.0/0', target: 'igw-0aaaaaaaaaaaaaaaa' }), nothing],
    ['a transit gateway', table({ destination: '0.0.0.0/0', target: tgw }), []],
    ['two halves', table({ destination: '0.0.0.0/1', target: tgw }, { destination: '128.0.0.0/1', target: tgw }), []],
    ['half of the addresses', table({ destination: '0.0.0.0/1', target: tgw }), nothing],
    ['a local gateway', table({ destination: '0.0.0.0/0', target: 'lgw-0aaaaaaaaaaaaaaaa' }), []],
    ['an instance', table({ destination: '0.0.0.0/0', target: 'i-0aaaaaaaaaaaaaaaa' }), []],
    ['central endpoints', table({ destination: '10.0.0.0/8', target: tgw, reaches: ['ecr.api', 'logs'] }), ['s3']],
    ['a hub with nothing in it', table({ destination: '0.0.0.0/0', target: tgw, reaches: [] }), nothing],
    ['the VPC alone', table(), nothing],
  ])('is %s, or is none', async (_, vpc, unreachable) => {
    expect(await cutOff(vpc)).toEqual(unreachable);
  });

  it.each<[string, (string | object)[], string[]]>([
    ['of both kinds', ['ecr.api', 's3', 'logs'], []],
    ['that is being deleted', ['ecr.api', 's3', { service: 'logs', state: 'deleting' }], ['logs']],
    ['that no name leads to', ['ecr.api', 's3', { service: 'logs', privateDns: false }], ['logs']],
    ['on no route table of the subnet', ['ecr.api', 'logs', { service: 's3', routeTables: [] }], ['s3']],
    ['for S3 as an interface', ['ecr.api', 'logs', { service: 's3', type: 'Interface' }], []],
  ])('is an endpoint %s, or is none', async (_, endpoints, unreachable) => {
    expect(await cutOff({ nat: false, endpoints })).toEqual(unreachable);
  });

  it.each<[string, object[], string[]]>([
    ['the VPC and the list of S3', [...https({ cidr: '10.9.0.0/16' }), ...https({ prefixListOf: 's3' })], []],
    ['the VPC alone', https({ cidr: '10.9.0.0/16' }), ['s3']],
    ['the VPC in halves', [...https({ cidr: '10.9.0.0/17' }), ...https({ cidr: '10.9.128.0/17' })], ['s3']],
    ["the endpoint's group", https({ group: 'sg-0aaaaaaaaaaaaaaa2' }), ['s3', 'logs']],
  ])('needs a group that lets 443 out to it: %s', async (_, egress, unreachable) => {
    const guard = { id: 'sg-0aaaaaaaaaaaaaaa2', ingress: https({ cidr: '10.9.0.0/16' }) };
    const endpoints = [{ service: 'ecr.api', securityGroups: ['sg-0aaaaaaaaaaaaaaa2'] }, 's3', 'logs'];
    expect(await cutOff({ nat: false, endpoints }, egress, [guard])).toEqual(unreachable);
  });

  it.each<[string, object[], string[]]>([
    ["the task's group", https({ group: 'sg-0aaaaaaaaaaaaaaa1' }), []],
    ["the task's subnet", https({ cidr: '10.9.1.0/24' }), []],
    ['another subnet', https({ cidr: '10.9.2.0/24' }), ['ecr.api']],
    ['nothing', [], ['ecr.api']],
  ])('is an interface endpoint whose group lets in %s, or is none', async (_, ingress, unreachable) => {
    const endpoints = [{ service: 'ecr.api', securityGroups: ['sg-0aaaaaaaaaaaaaaa2'] }, 's3', 'logs'];
    expect(await cutOff({ nat: false, endpoints }, undefined, [{ id: 'sg-0aaaaaaaaaaaaaaa2', ingress }])).toEqual(unreachable);
  });

  it('is shown as EC2 shows it', async () => {
    const routes = [
      { destination: '0.0.0.0/1', target: tgw },
      { destination: '128.0.0.0/1', target: 'nat-0aaaaaaaaaaaaaaaa', blackhole: true },
      { destination: 'pl-01234567', target: 'lgw-0aaaaaaaaaaaaaaaa' },
    ];
    const subnets = [{ id: 'subnet-0aaaaaaaaaaaaaaa1', availabilityZone: 'us-east-1a' }];
    const vpc = { id: 'vpc-0aaaaaaaaaaaaaaaa', subnets, routeTables: [{ id: 'rtb-0aaaaaaaaaaaaaaa1', routes }] };
    const { client } = await network({ vpcs: [vpc] });
    const { RouteTables } = await client.send(new DescribeRouteTablesCommand({}));
    expect(RouteTables).toMatchObject([
      {
        Associations: [{ Main: true }],
        Routes: [
          { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local', State: 'active' },
          { DestinationCidrBlock: '0.0.0.0/1', TransitGatewayId: tgw, State: 'active' },
          { DestinationCidrBlock: '128.0.0.0/1', NatGatewayId: 'nat-0aaaaaaaaaaaaaaaa', State: 'blackhole' },
          { DestinationPrefixListId: 'pl-01234567', LocalGatewayId: 'lgw-0aaaaaaaaaaaaaaaa', State: 'active' },
        ],
      },
    ]);
  });
});

describe('a VPC that another account shares', () => {
  const shared: AccountFile = {
    vpcs: [
      {
        id: 'vpc-0aaaaaaaaaaaaaaaa',
        owner: '999988887777',
        nat: false,
        endpoints: ['ecr.api'],
        subnets: [{ id: 'subnet-0aaaaaaaaaaaaaaa1', availabilityZone: 'us-east-1a' }],
        securityGroups: [{ id: 'sg-0aaaaaaaaaaaaaaa1' }],
      },
    ],
  };

  it('shows its participants subnets, routes and their own groups, and no endpoint', async () => {
    const { client, ec2 } = await network(shared);
    expect((await client.send(new DescribeSubnetsCommand({}))).Subnets).toMatchObject([{ OwnerId: '999988887777' }]);
    expect((await client.send(new DescribeRouteTablesCommand({}))).RouteTables).toHaveLength(2);
    expect((await client.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints).toEqual([]);
    const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand({}));
    expect(SecurityGroups).toMatchObject([{ GroupId: 'sg-0aaaaaaaaaaaaaaa1', OwnerId: '123456789012' }]);
    expect(ec2.unreachable(['subnet-0aaaaaaaaaaaaaaa1'], ['sg-0aaaaaaaaaaaaaaa1'], ['ecr.api'])).toEqual([]);
  });
});

describe('zones beside a region', () => {
  it('are listed with what they are where a subnet is in them', async () => {
    const subnets = [{ id: 'subnet-0aaaaaaaaaaaaaaa1', availabilityZone: 'us-east-1-bos-1a' }];
    const { client } = await network({ vpcs: [{ id: 'vpc-0aaaaaaaaaaaaaaaa', subnets }] });
    const { AvailabilityZones } = await client.send(
      new DescribeAvailabilityZonesCommand({ Filters: [{ Name: 'zone-type', Values: ['local-zone'] }] }),
    );
    expect(AvailabilityZones).toMatchObject([
      {
        ZoneName: 'us-east-1-bos-1a',
        ZoneId: 'use1-bos1-az1',
        ZoneType: 'local-zone',
        GroupName: 'us-east-1-bos-1',
        OptInStatus: 'opted-in',
      },
    ]);
  });
});

describe('a network interface', () => {
  const wanted = { subnetId: 'subnet-0aaaaaaaaaaaaaaa1', groupIds: ['sg-0aaaaaaaaaaaaaaa1'], description: 'CloudHSM Managed Interface' };

  it('takes an address of its subnet and gives it back', async () => {
    const { client, ec2 } = await network(declared);
    const { eniId, ip } = ec2.createNetworkInterface(wanted);
    const { NetworkInterfaces } = await client.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [eniId] }));
    expect(NetworkInterfaces).toMatchObject([
      { PrivateIpAddress: ip, Description: wanted.description, Groups: [{ GroupId: 'sg-0aaaaaaaaaaaaaaa1' }], Status: 'in-use' },
    ]);
    expect(ec2.subnet(wanted.subnetId)!.freeAddresses).toBe(10);
    expect(() => ec2.deleteSecurityGroup('sg-0aaaaaaaaaaaaaaa1')).toThrow(expect.objectContaining({ code: 'DependencyViolation' }));
    ec2.deleteNetworkInterface(eniId);
    expect(ec2.subnet(wanted.subnetId)!.freeAddresses).toBe(11);
    expect(ec2.createNetworkInterface({ ...wanted, privateIpAddress: ip }).ip).toBe(ip);
  });

  it('fills a subnet to the last usable address', async () => {
    const { ec2 } = await network(declared);
    const addresses = new Set(Array.from({ length: 11 }, () => ec2.createNetworkInterface(wanted).ip));
    expect(addresses.size).toBe(11);
    expect([...addresses].sort()).not.toContain('10.9.1.3');
    expect(() => ec2.createNetworkInterface(wanted)).toThrow(expect.objectContaining({ code: 'InsufficientFreeAddressesInSubnet' }));
  });

  it.each([
    ['InvalidSubnetID.NotFound', { subnetId: 'subnet-0000000a' }],
    ['InvalidGroup.NotFound', { groupIds: ['sg-0000000a'] }],
    ['InsufficientFreeAddressesInSubnet', { subnetId: 'subnet-0aaaaaaaaaaaaaaa2' }],
    ['InvalidParameterValue', { privateIpAddress: '10.9.1.3' }],
    ['InvalidParameterValue', { privateIpAddress: '10.9.2.5' }],
    ['InvalidIPAddress.InUse', { privateIpAddress: '10.9.1.5' }],
  ])('is refused with %s', async (code, change) => {
    const { ec2 } = await network(declared);
    ec2.createNetworkInterface({ ...wanted, privateIpAddress: '10.9.1.5' });
    expect(() => ec2.createNetworkInterface({ ...wanted, ...change })).toThrow(expect.objectContaining({ code }));
  });
});

it('tells the regions of the partition', async () => {
  const client = new EC2Client(connection(await localAws()));
  const regions = async (input = {}) => (await client.send(new DescribeRegionsCommand(input))).Regions!;
  const one = { RegionName: 'eu-south-2', Endpoint: 'ec2.eu-south-2.amazonaws.com', OptInStatus: 'opted-in' };
  expect(await regions()).toEqual(expect.arrayContaining([one, expect.objectContaining({ RegionName: 'us-east-1' })]));
  expect(await regions({ RegionNames: ['eu-south-2'] })).toEqual([one]);
  const unasked = [{ Name: 'opt-in-status', Values: ['opt-in-not-required'] }];
  expect((await regions({ Filters: unasked })).map(({ RegionName }) => RegionName)).not.toContain('eu-south-2');
  await expect(regions({ RegionNames: ['us-gov-west-1'] })).rejects.toMatchObject({ name: 'InvalidParameterValue' });
});

// Terraform's data source aws_vpc asks for all three
it("tells a VPC's attributes one by one", async () => {
  const { client } = await network(declared);
  const VpcId = declared.vpcs![0]!.id!;
  const told = async (Attribute: 'enableDnsHostnames' | 'enableDnsSupport' | 'enableNetworkAddressUsageMetrics') => {
    const { $metadata: _, ...answer } = await client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
    return answer;
  };
  expect(await told('enableDnsHostnames')).toEqual({ VpcId, EnableDnsHostnames: { Value: true } });
  expect(await told('enableDnsSupport')).toEqual({ VpcId, EnableDnsSupport: { Value: true } });
  expect(await told('enableNetworkAddressUsageMetrics')).toEqual({ VpcId, EnableNetworkAddressUsageMetrics: { Value: false } });
  const strange = client.send(new DescribeVpcAttributeCommand({ VpcId: 'vpc-0bbbbbbbbbbbbbbbb', Attribute: 'enableDnsSupport' }));
  await expect(strange).rejects.toMatchObject({ name: 'InvalidVpcID.NotFound' });
});
