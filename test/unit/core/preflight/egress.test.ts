import {
  DescribeDhcpOptionsCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type NatGateway,
  type Route,
} from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, test } from 'vitest';
import { healthyAccount, https, subnets, vpcId } from '../../account.ts';
import { ec2 } from '../../aws.ts';
import { everywhere, found, groupsAre, isolated, local, natIs, routesAre, services, verdict } from './vpc.ts';

beforeEach(async () => {
  await healthyAccount();
  groupsAre([https()]);
});

describe('by routes', () => {
  const to = (target: Partial<Route>, DestinationCidrBlock = everywhere): Route => ({ DestinationCidrBlock, ...target });

  test.each<[string, Route[], RegExp]>([
    ['a NAT gateway', [to({ NatGatewayId: 'nat-1' })], /^yes$/],
    ['two halves to a NAT gateway', [to({ NatGatewayId: 'nat-1' }, '0.0.0.0/1'), to({ NatGatewayId: 'nat-1' }, '128.0.0.0/1')], /^yes$/],
    ['half a NAT gateway', [to({ NatGatewayId: 'nat-1' }, '0.0.0.0/1')], /^unseen: .*nat-1 \(0\.0\.0\.0\/1\)/],
    ['a NAT gateway that is gone', [to({ NatGatewayId: 'nat-1', State: 'blackhole' })], /^no: .*no route leads out of the VPC/],
    ['an internet gateway, without a public address', [to({ GatewayId: 'igw-1' })], /^no: /],
    ['an egress-only gateway, for IPv6', [to({ EgressOnlyInternetGatewayId: 'eigw-1' })], /^no: /],
    ['a transit gateway', [to({ TransitGatewayId: 'tgw-1' })], /^unseen: .*tgw-1 \(0\.0\.0\.0\/0\)/],
    [
      'halves to a transit gateway',
      [to({ TransitGatewayId: 'tgw-1' }, '0.0.0.0/1'), to({ TransitGatewayId: 'tgw-1' }, '128.0.0.0/1')],
      /^unseen: .*tgw-1 \(0\.0\.0\.0\/1\), tgw-1 \(128\.0\.0\.0\/1\)/,
    ],
    ['a hub with central endpoints', [to({ TransitGatewayId: 'tgw-1' }, '10.0.0.0/8')], /^unseen: /],
    ['a peering', [to({ VpcPeeringConnectionId: 'pcx-1' }, '10.9.0.0/16')], /^unseen: .*pcx-1/],
    ['a local gateway', [to({ LocalGatewayId: 'lgw-1' })], /^unseen: .*lgw-1/],
    ['a prefix list', [{ DestinationPrefixListId: 'pl-1', TransitGatewayId: 'tgw-1' }], /^unseen: .*tgw-1 \(pl-1\)/],
    ['an appliance', [to({ NetworkInterfaceId: 'eni-1' })], /^unseen: .*eni-1/],
    ['an egress instance', [to({ InstanceId: 'i-1', NetworkInterfaceId: 'eni-1' })], /^unseen: /],
    ['a firewall endpoint', [to({ GatewayId: 'vpce-1' })], /^unseen: .*vpce-1/],
    ['a virtual private gateway', [to({ GatewayId: 'vgw-1' })], /^unseen: .*vgw-1/],
    ['a core network', [to({ CoreNetworkArn: 'arn:core' })], /^unseen: .*arn:core/],
    ['IPv6 alone', [{ DestinationIpv6CidrBlock: '::/0', NatGatewayId: 'nat-1' }], /^no: /],
  ])('%s', async (_, routes, says) => {
    routesAre(...routes);

    expect(await verdict()).toMatch(says);
  });

  test("a subnet's own route table counts before the main one", async () => {
    ec2.on(DescribeRouteTablesCommand).resolves({
      RouteTables: [
        { Associations: [{ Main: true }], Routes: [local, to({ NatGatewayId: 'nat-1' })] },
        { Associations: [{ SubnetId: 'subnet-0ccc3333ccc3333cc' }], Routes: [local] },
      ],
    });

    expect((await found()).problems).toEqual([
      {
        path: 'subnetIds',
        problem: `from subnet-0ccc3333ccc3333cc there is no way to ${services.join(', ')} (it has no endpoint, and no route leads out of the VPC)`,
        remedy: expect.stringContaining('NAT gateway'),
      },
    ]);
  });

  test('a group that lets 443 out to the VPC alone is in the way of a NAT gateway', async () => {
    routesAre(to({ NatGatewayId: 'nat-1' }));
    groupsAre([https({ IpRanges: [{ CidrIp: '10.0.0.0/16' }] })]);

    expect(await verdict()).toMatch(/^no: .*the security groups let 443 out to nothing there/);
  });

  test('a group that lets 443 out to a list of ranges may be enough', async () => {
    routesAre(to({ NatGatewayId: 'nat-1' }));
    groupsAre([https({ PrefixListIds: [{ PrefixListId: 'pl-aws' }] })]);

    expect(await verdict()).toMatch(/^unseen: /);
  });
});

describe('by a NAT gateway', () => {
  const [igw, tgw] = ['igw-1', 'tgw-1'];
  const out: Route = { DestinationCidrBlock: everywhere, GatewayId: igw };

  test.each<[string, Partial<NatGateway>, Route[], RegExp]>([
    ['whose subnet leads to an internet gateway', {}, [out], /^yes$/],
    ['that is being made', { State: 'pending' }, [out], /^yes$/],
    ['of a whole VPC, which has no subnet', { SubnetId: undefined }, [], /^yes$/],
    [
      'whose subnet is private',
      {},
      [],
      /^no: .*no route leads out of the VPC: nat-1 is in subnet-public, which has no route to an internet gateway\)/,
    ],
    ['whose subnet leads half out', {}, [{ ...out, DestinationCidrBlock: '0.0.0.0/1' }], /^no: /],
    ['that has failed', { State: 'failed' }, [out], /^no: .*nat-1 is failed/],
    [
      'without a public address',
      { ConnectivityType: 'private' },
      [{ DestinationCidrBlock: everywhere, TransitGatewayId: tgw }],
      /^unseen: .*nat-1/,
    ],
  ])('%s', async (_, changes, routes, says) => {
    natIs(changes, ...routes);

    expect(await verdict()).toMatch(says);
  });
});

describe('by names', () => {
  function namesAre(support: boolean, hostnames: boolean, servers = 'AmazonProvidedDNS'): void {
    ec2.on(DescribeVpcAttributeCommand, { Attribute: 'enableDnsSupport' }).resolves({ EnableDnsSupport: { Value: support } });
    ec2.on(DescribeVpcAttributeCommand, { Attribute: 'enableDnsHostnames' }).resolves({ EnableDnsHostnames: { Value: hostnames } });
    ec2.on(DescribeVpcsCommand).resolves({ Vpcs: [{ DhcpOptionsId: 'dopt-1' }] });
    const DhcpConfigurations = [{ Key: 'domain-name-servers', Values: [{ Value: servers }] }];
    ec2.on(DescribeDhcpOptionsCommand, { DhcpOptionsIds: ['dopt-1'] }).resolves({ DhcpOptions: [{ DhcpConfigurations }] });
  }

  test('without private host names no endpoint has a name, and packets go by the routes', async () => {
    isolated();
    namesAre(true, false);
    expect(await verdict()).toMatch(/^no: .*its endpoint vpce-logs has no name in the VPC, whose enableDnsHostnames is off/);

    routesAre({ DestinationCidrBlock: everywhere, NatGatewayId: 'nat-1' });
    expect(await verdict()).toBe('yes');
  });

  test('where servers of somebody’s own answer names, whether they know those of endpoints cannot be seen', async () => {
    isolated();
    namesAre(true, true, '10.0.0.9');
    expect(await verdict()).toMatch(
      /^unseen: .*logs \(servers that its DHCP options name .* may not know those of its endpoint vpce-logs\)/,
    );

    ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: [] });
    routesAre({ DestinationCidrBlock: everywhere, NatGatewayId: 'nat-1' });
    expect(await verdict()).toBe('yes');
  });

  test('where nobody answers names, nothing is reached, unless there are servers of somebody’s own', async () => {
    namesAre(false, false);
    expect(await verdict()).toMatch(/^no: .*nobody answers names in the VPC, whose enableDnsSupport is off/);

    namesAre(false, false, '10.0.0.9');
    expect(await verdict()).toMatch(/^unseen: .*servers that its DHCP options name/);
  });
});

test('a VPC that another account shares does not show its endpoints: that is a warning', async () => {
  routesAre();
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets.map((subnet) => ({ ...subnet, OwnerId: '999988887777' })) });

  expect(await verdict()).toMatch(/^unseen: .*only the account 999988887777 sees the endpoints of its VPC/);
  expect(ec2.commandCalls(DescribeVpcEndpointsCommand)).toHaveLength(0);
});

test('what cannot be seen is silenced by trust, and what is seen is not', async () => {
  routesAre({ DestinationCidrBlock: everywhere, TransitGatewayId: 'tgw-1' });
  expect(await found()).toMatchObject({
    problems: [],
    warnings: [{ path: 'activation.network', remedy: expect.stringContaining('"trusted"') }],
  });
  expect(await found({ network: 'trusted' })).toEqual({ problems: [], warnings: [] });

  routesAre();
  expect((await found({ network: 'trusted' })).problems).toMatchObject([{ path: 'subnetIds' }]);
});

test('asks for the routes and endpoints of the subnets’ VPC only', async () => {
  await found();

  const vpc = { Filters: [{ Name: 'vpc-id', Values: [vpcId] }] };
  expect(ec2.commandCalls(DescribeRouteTablesCommand).map(({ args }) => args[0].input)).toEqual([vpc]);
  expect(ec2.commandCalls(DescribeVpcEndpointsCommand).map(({ args }) => args[0].input)).toEqual([vpc]);
});
