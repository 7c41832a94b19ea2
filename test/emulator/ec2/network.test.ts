import {
  DescribeAvailabilityZonesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import type { AccountFile } from '../../../emulator/account.ts';
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
  return { ec2: emulator.world.ec2, client: new EC2Client(connection(emulator)) };
}

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
    expect(SecurityGroups).toHaveLength(4);
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
