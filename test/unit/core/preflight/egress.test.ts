import {
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
  type NatGateway,
  type NetworkAclEntry,
  type Route,
  type SecurityGroup,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, test } from 'vitest';
import { checkNetwork } from '../../../../core/preflight/network.ts';
import { emptyAccount, group, healthyAccount, https, standing, subnets, vpcId } from '../../account.ts';
import { ec2 } from '../../aws.ts';
import { environment } from '../../environments.ts';

const local: Route = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' };
const everywhere = '0.0.0.0/0';
const services = ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager'];

function routesAre(...Routes: Route[]): void {
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [{ RouteTableId: 'rtb-1', Associations: [{ Main: true }], Routes: [local, ...Routes] }],
  });
}

function endpoint(service: string, changes: Partial<VpcEndpoint> = {}): VpcEndpoint {
  const gateway = service === 's3';
  return {
    VpcEndpointId: `vpce-${service}`,
    VpcEndpointType: gateway ? 'Gateway' : 'Interface',
    ServiceName: `com.amazonaws.us-east-1.${service}`,
    State: 'available' as never, // as the API writes it
    PrivateDnsEnabled: !gateway,
    Groups: gateway ? [] : [{ GroupId: 'sg-endpoints' }],
    ...changes,
  };
}

const s3Route: Route = { DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3' };

/** A VPC without a way out but these endpoints: one for each service, some of them changed; `undefined` is left out. */
function isolated(changes: Record<string, Partial<VpcEndpoint> | undefined> = {}): void {
  routesAre(s3Route);
  const kept = services.filter((service) => !(service in changes) || changes[service]);
  ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: kept.map((service) => endpoint(service, changes[service])) });
}

/** The rules of the task's group and those of the endpoints' group. */
function groupsAre(out: IpPermission[], into: IpPermission[] = [https({ IpRanges: [{ CidrIp: '10.0.0.0/16' }] })]): void {
  const guard: SecurityGroup = group([], { GroupId: 'sg-endpoints', IpPermissions: into });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [group(out)] });
  ec2.on(DescribeSecurityGroupsCommand, { GroupIds: ['sg-endpoints'] }).resolves({ SecurityGroups: [guard] });
}

async function found(activation: object = {}, facts = emptyAccount) {
  return checkNetwork(environment({ activation: { securityGroupIds: ['sg-0e6e55e6e55e6e55e'], ...activation } }), facts);
}

/** What is said of the way out: nothing, that there is none, or that it cannot be seen. */
async function verdict(): Promise<string> {
  const { problems, warnings } = await found();
  if (problems.length > 0) return `no: ${problems.map(({ problem }) => problem).join('; ')}`;
  return warnings.length > 0 ? `unseen: ${warnings.map(({ problem }) => problem).join('; ')}` : 'yes';
}

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

describe('by endpoints', () => {
  test('one for each service is enough', async () => {
    isolated();

    expect(await verdict()).toBe('yes');
  });

  test('those that are missing are named, with the reason, and subnets alike together', async () => {
    isolated({ logs: undefined, secretsmanager: undefined });

    expect((await found()).problems).toEqual([
      {
        path: 'subnetIds',
        problem: `from ${subnets.map(({ SubnetId }) => SubnetId).join(', ')} there is no way to logs, secretsmanager (it has no endpoint, and no route leads out of the VPC)`,
        remedy: expect.stringContaining('add a NAT gateway, or VPC endpoints that serve these subnets'),
      },
    ]);
  });

  test.each<[string, Partial<VpcEndpoint>, string]>([
    ['being deleted', { State: 'deleting' as never }, 'its endpoint vpce-logs is deleting'],
    ['not accepted yet', { State: 'PendingAcceptance' }, 'its endpoint vpce-logs is PendingAcceptance'],
    ['without a name that leads to it', { PrivateDnsEnabled: false }, 'its endpoint vpce-logs has no private DNS'],
  ])('one that is %s serves nobody', async (_, changes, why) => {
    isolated({ logs: changes });

    expect(await verdict()).toMatch(/^no: .*there is no way to logs \(/);
    expect(await verdict()).toContain(why);
  });

  test('one of two that serves is enough', async () => {
    isolated();
    const both = [...services.map((service) => endpoint(service)), endpoint('logs', { VpcEndpointId: 'vpce-old', State: 'Deleted' })];
    ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: both });

    expect(await verdict()).toBe('yes');
  });

  test("S3's gateway serves the route tables that it is on", async () => {
    isolated();
    routesAre();

    expect(await verdict()).toMatch(/^no: .*there is no way to s3 \(its endpoint vpce-s3 is not on the route table rtb-1/);
  });

  test('S3 may have an interface endpoint, with private DNS', async () => {
    isolated({ s3: { VpcEndpointType: 'Interface', PrivateDnsEnabled: true, Groups: [{ GroupId: 'sg-endpoints' }] } });
    routesAre();

    expect(await verdict()).toBe('yes');
  });

  test.each<[string, IpPermission[], RegExp]>([
    [
      'the VPC alone: S3 is outside',
      [https({ IpRanges: [{ CidrIp: '10.0.0.0/16' }] })],
      /^no: .*there is no way to s3 \(the security groups let 443 out/,
    ],
    [
      'the VPC and the list of S3',
      [https({ IpRanges: [{ CidrIp: '10.0.0.0/16' }] }), https({ PrefixListIds: [{ PrefixListId: 'pl-s3' }] })],
      /^yes$/,
    ],
    [
      "the endpoints' group and the list of S3",
      [https({ UserIdGroupPairs: [{ GroupId: 'sg-endpoints' }] }), https({ PrefixListIds: [{ PrefixListId: 'pl-s3' }] })],
      /^yes$/,
    ],
    [
      'a part of the VPC',
      [https({ IpRanges: [{ CidrIp: '10.0.9.0/24' }] }), https({ PrefixListIds: [{ PrefixListId: 'pl-s3' }] })],
      /^unseen: /,
    ],
    ['the halves of everything', [https({ IpRanges: [{ CidrIp: '0.0.0.0/1' }, { CidrIp: '128.0.0.0/1' }] })], /^yes$/],
  ])('the task’s group lets 443 out to %s', async (_, out, says) => {
    isolated();
    groupsAre(out);

    expect(await verdict()).toMatch(says);
  });

  test.each<[string, IpPermission[], RegExp]>([
    ['the subnets', [https({ IpRanges: subnets.map(({ CidrBlock }) => ({ CidrIp: CidrBlock })) })], /^yes$/],
    ["the task's group", [https({ UserIdGroupPairs: [{ GroupId: 'sg-0e6e55e6e55e6e55e' }] })], /^yes$/],
    [
      'one subnet',
      [https({ IpRanges: [{ CidrIp: '10.0.1.0/24' }] })],
      /^no: from subnet-0bbb2222bbb2222bb, subnet-0ccc3333ccc3333cc .*do not let 443 in/,
    ],
    ['port 80 alone', [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: everywhere }] }], /^no: .*do not let 443 in/],
    ['a list of ranges', [https({ PrefixListIds: [{ PrefixListId: 'pl-corp' }] })], /^unseen: /],
  ])('the endpoints’ group lets 443 in from %s', async (_, into, says) => {
    isolated();
    groupsAre([https()], into);

    expect(await verdict()).toMatch(says);
  });

  test("the cluster's own group may be let in, where the cluster stands", async () => {
    isolated();
    groupsAre([https()], [https({ UserIdGroupPairs: [{ GroupId: 'sg-0c1c1c1c1c1c1c1c1' }] })]);

    expect((await found({}, standing())).problems).toEqual([]);
    expect((await found()).problems).toHaveLength(1);
  });
});

describe('by a NAT gateway', () => {
  const [own, igw, tgw] = [{ DestinationCidrBlock: everywhere, NatGatewayId: 'nat-1' }, 'igw-1', 'tgw-1'];

  /** The gateway, and the routes of the subnet in which it is. */
  function natIs(changes: Partial<NatGateway>, ...routes: Route[]): void {
    ec2.on(DescribeNatGatewaysCommand).resolves({
      NatGateways: [{ NatGatewayId: 'nat-1', State: 'available', ConnectivityType: 'public', SubnetId: 'subnet-public', ...changes }],
    });
    ec2.on(DescribeRouteTablesCommand).resolves({
      RouteTables: [
        { RouteTableId: 'rtb-1', Associations: [{ Main: true }], Routes: [local, own] },
        { RouteTableId: 'rtb-2', Associations: [{ SubnetId: 'subnet-public' }], Routes: [local, ...routes] },
      ],
    });
  }
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

  test('where nobody answers names, nothing is reached, unless there are servers of somebody’s own', async () => {
    namesAre(false, false);
    expect(await verdict()).toMatch(/^no: .*nobody answers names in the VPC, whose enableDnsSupport is off/);

    namesAre(false, false, '10.0.0.9');
    expect(await verdict()).toMatch(/^unseen: .*servers that its DHCP options name/);
  });
});

describe('by endpoints that take the packets', () => {
  test('one whose group lets nobody in is in the way, even beside a NAT gateway', async () => {
    isolated();
    routesAre(s3Route, { DestinationCidrBlock: everywhere, NatGatewayId: 'nat-1' });
    groupsAre([https()], []);

    expect(await verdict()).toMatch(/^no: .*the security groups of its endpoint vpce-logs do not let 443 in/);
  });

  test.each([
    ['for everybody', { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }, /^yes$/],
    [
      'for everybody, in other words',
      { Statement: { Effect: 'Allow', Principal: { AWS: ['*'] }, Action: ['*'], Resource: ['*'] } },
      /^yes$/,
    ],
    [
      'for some',
      { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }] },
      /^unseen: .*s3 \(its endpoint vpce-s3 has a policy/,
    ],
    [
      'for everybody on a condition',
      {
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
        ],
      },
      /^unseen: /,
    ],
    [
      'that denies something',
      {
        Statement: [
          { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' },
          { Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' },
        ],
      },
      /^unseen: /,
    ],
  ])('with a policy %s', async (_, policy, says) => {
    isolated({ s3: { PolicyDocument: JSON.stringify(policy) } });

    expect(await verdict()).toMatch(says);
  });
});

describe('by network ACLs', () => {
  let number = 0;
  const entry = (Egress: boolean, RuleAction: 'allow' | 'deny', CidrBlock: string, ports?: [number, number]): NetworkAclEntry => ({
    RuleNumber: ++number,
    Egress,
    RuleAction,
    CidrBlock,
    Protocol: ports ? '6' : '-1',
    ...(ports && { PortRange: { From: ports[0], To: ports[1] } }),
  });
  const last = [true, false].map((Egress) => ({ ...entry(Egress, 'deny', everywhere), RuleNumber: 32_767 }));
  const [outgoing, answered] = [entry(true, 'allow', everywhere, [443, 443]), entry(false, 'allow', everywhere, [32_768, 60_999])];
  const within = [true, false].map((egress) => entry(egress, 'allow', '10.0.0.0/16'));

  function aclIs(...entries: NetworkAclEntry[]): void {
    const Associations = subnets.map(({ SubnetId }) => ({ SubnetId }));
    ec2.on(DescribeNetworkAclsCommand).resolves({ NetworkAcls: [{ NetworkAclId: 'acl-1', Associations, Entries: [...last, ...entries] }] });
  }

  test.each<[string, NetworkAclEntry[], RegExp]>([
    ['everything', [entry(true, 'allow', everywhere), entry(false, 'allow', everywhere)], /^yes$/],
    ['443 out and answers in', [outgoing, answered, ...within], /^yes$/],
    [
      '443 out and no answers in',
      [outgoing, ...within],
      /^no: .*the network ACL acl-1 does not let 443 out to 0\.0\.0\.0\/0 and answers in/,
    ],
    ['answers in and nothing out', [answered, ...within], /^no: .*the network ACL acl-1/],
    [
      'answers to half the ports',
      [outgoing, entry(false, 'allow', everywhere, [49_152, 65_535]), ...within],
      /^unseen: .*network ACL acl-1/,
    ],
    ['443 out in two halves', [entry(true, 'allow', '0.0.0.0/1'), entry(true, 'allow', '128.0.0.0/1'), answered, ...within], /^yes$/],
    ['UDP out alone', [{ ...outgoing, Protocol: '17' }, answered, ...within], /^no: /],
    ['IPv6 out alone', [{ ...outgoing, CidrBlock: undefined, Ipv6CidrBlock: '::/0' }, answered, ...within], /^no: /],
  ])('that let %s', async (_, entries, says) => {
    aclIs(...entries);

    expect(await verdict()).toMatch(says);
  });

  test('those that let the private network alone out may lead to endpoints beyond a transit gateway, and to none by a NAT gateway', async () => {
    const hub = [true, false].map((egress) => entry(egress, 'allow', '10.0.0.0/8'));
    aclIs(...hub);
    expect(await verdict()).toMatch(/^no: .*acl-1/);

    routesAre({ DestinationCidrBlock: everywhere, TransitGatewayId: 'tgw-1' });
    expect(await verdict()).toMatch(/^unseen: .*tgw-1/);
  });

  test('the entry with the lowest number decides, wherever it is listed', async () => {
    aclIs(outgoing, answered, ...within, { ...entry(true, 'deny', everywhere), RuleNumber: 0 });

    expect(await verdict()).toMatch(/^no: /);
  });

  test('what stays in the subnet of an endpoint passes none', async () => {
    const hsms = [entry(true, 'allow', '10.0.0.0/16', [2223, 2225]), entry(false, 'allow', '10.0.0.0/16', [2223, 2225])];
    const answers = [true, false].map((egress) => entry(egress, 'allow', everywhere, [32_768, 60_999]));
    const interfaces = services.filter((service) => service !== 's3');
    const inSubnets = (SubnetIds: string[]) => Object.fromEntries(interfaces.map((service) => [service, { SubnetIds }]));
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets.slice(0, 1) });
    aclIs(...hsms, ...answers, entry(true, 'allow', '52.0.0.0/8', [443, 443]));

    isolated(inSubnets([subnets[0]!.SubnetId]));
    expect(await verdict()).toMatch(/^unseen: .*from \S+ cannot be seen: s3 \(/);

    isolated(inSubnets(['subnet-other']));
    expect(await verdict()).toMatch(/^no: .*acl-1 does not let 443 out to 10\.0\.0\.0\/16/);
  });

  test('HSMs in other subnets have to be reached, too', async () => {
    aclIs(outgoing, answered, entry(true, 'allow', '10.0.0.0/16', [2223, 2225]));

    expect((await found()).problems).toEqual([
      {
        path: 'subnetIds',
        problem: expect.stringMatching(
          /^network ACLs let no connection to HSMs through from subnet-0aaa1111aaa1111aa \(acl-1\) to subnet-0bbb2222bbb2222bb \(acl-1\), .* \(TCP 2223 to 2225, answers to 32768 to 60999\)$/,
        ),
        remedy: expect.stringContaining('aws ec2 create-network-acl-entry'),
      },
    ]);
  });

  test('a part of the way to HSMs may be enough, and is silenced by trust', async () => {
    const hsms = [entry(true, 'allow', '10.0.0.0/16'), entry(false, 'allow', '10.0.0.0/16', [2223, 2223])];
    aclIs(outgoing, answered, ...hsms);

    expect((await found()).warnings).toMatchObject([{ path: 'activation.network', problem: expect.stringContaining('only a part') }]);
    expect(await found({ network: 'trusted' })).toEqual({ problems: [], warnings: [] });
  });

  test('those of a VPC that another account shares are not asked for', async () => {
    ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets.map((subnet) => ({ ...subnet, OwnerId: '999988887777' })) });

    expect(await verdict()).toBe('yes');
    expect([DescribeNetworkAclsCommand, DescribeNatGatewaysCommand].flatMap((command) => ec2.commandCalls(command as never))).toEqual([]);
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
