import { expect, it } from 'vitest';
import type { Emulator } from '../../../emulator/emulator.ts';
import { person, standing } from './stacks.ts';

const ref = (Ref: string) => ({ Ref });
const attribute = (of: string, name: string) => ({ 'Fn::GetAtt': [of, name] });
const zone = (index: number) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] });
const service = (name: string) => ({ 'Fn::Join': ['.', ['com.amazonaws', ref('AWS::Region'), name]] });
const resource = (Type: string, Properties: object = {}, more: object = {}) => ({ Type: `AWS::EC2::${Type}`, Properties, ...more });
const named = (Value: string) => [{ Key: 'Name', Value }];
const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };

const Vpc = resource('VPC', { CidrBlock: '10.1.0.0/16', EnableDnsHostnames: true, Tags: named('hsm') });
const Subnet = (CidrBlock: string, index: number, more: object = {}) =>
  resource('Subnet', { VpcId: ref('Vpc'), CidrBlock, AvailabilityZone: zone(index), ...more });
const Group = (more: object = {}) => resource('SecurityGroup', { GroupDescription: 'Clients', VpcId: ref('Vpc'), ...more });

/** A VPC with a private subnet behind a NAT gateway in a public one, as wizards and the CDK make it. */
const network = {
  Vpc,
  Public: Subnet('10.1.0.0/24', 0, { MapPublicIpOnLaunch: true }),
  Private: Subnet('10.1.1.0/24', 1),
  Gateway: resource('InternetGateway'),
  Attachment: resource('VPCGatewayAttachment', { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') }),
  PublicTable: resource('RouteTable', { VpcId: ref('Vpc') }),
  PrivateTable: resource('RouteTable', { VpcId: ref('Vpc') }),
  PublicTableOfSubnet: resource('SubnetRouteTableAssociation', { RouteTableId: ref('PublicTable'), SubnetId: ref('Public') }),
  PrivateTableOfSubnet: resource('SubnetRouteTableAssociation', { RouteTableId: ref('PrivateTable'), SubnetId: ref('Private') }),
  Out: resource(
    'Route',
    { RouteTableId: ref('PublicTable'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Gateway') },
    { DependsOn: 'Attachment' },
  ),
  Address: resource('EIP', { Domain: 'vpc' }),
  Nat: resource('NatGateway', { SubnetId: ref('Public'), AllocationId: attribute('Address', 'AllocationId') }, { DependsOn: 'Out' }),
  OutByNat: resource('Route', { RouteTableId: ref('PrivateTable'), DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ref('Nat') }),
  Group: Group({ SecurityGroupIngress: [{ ...https, CidrIp: '10.1.0.0/16', Description: 'from within' }] }),
  AmongThemselves: resource('SecurityGroupIngress', {
    GroupId: attribute('Group', 'GroupId'),
    SourceSecurityGroupId: attribute('Group', 'GroupId'),
    IpProtocol: 'tcp',
    FromPort: 2223,
    ToPort: 2225,
  }),
  Acl: resource('NetworkAcl', { VpcId: ref('Vpc') }),
  AclLetsIn: resource('NetworkAclEntry', {
    NetworkAclId: ref('Acl'),
    RuleNumber: 100,
    Protocol: -1,
    RuleAction: 'allow',
    CidrBlock: '0.0.0.0/0',
  }),
  AclLetsOut: resource('NetworkAclEntry', {
    NetworkAclId: ref('Acl'),
    RuleNumber: 100,
    Protocol: 6,
    RuleAction: 'allow',
    Egress: true,
    CidrBlock: '0.0.0.0/0',
    PortRange: { From: 443, To: 443 },
  }),
  AclOfSubnet: resource('SubnetNetworkAclAssociation', { NetworkAclId: ref('Acl'), SubnetId: ref('Private') }),
  S3: resource('VPCEndpoint', {
    VpcId: ref('Vpc'),
    ServiceName: service('s3'),
    VpcEndpointType: 'Gateway',
    RouteTableIds: [ref('PrivateTable')],
  }),
  Registry: resource('VPCEndpoint', {
    VpcId: ref('Vpc'),
    ServiceName: service('ecr.api'),
    VpcEndpointType: 'Interface',
    PrivateDnsEnabled: true,
    SubnetIds: [ref('Private')],
    SecurityGroupIds: [ref('Group')],
  }),
};

const outputs = {
  Outputs: Object.fromEntries(
    [
      ['Vpc', 'DefaultSecurityGroup'],
      ['Vpc', 'DefaultNetworkAcl'],
      ['Private', 'AvailabilityZone'],
      ['OutByNat', 'CidrBlock'],
      ['Attachment', 'AttachmentType'],
    ].map(([of, name]) => [`${of}${name}`, { Value: attribute(of!, name!) }]),
  ),
};

const describes =
  ({ home }: Pick<Emulator, 'home'>) =>
  async (things: string, input: object = {}) =>
    ((await home.call('ec2', `Describe${things}`, input, person)) as Record<string, any[]>)[things]!;

it('a stack makes a VPC with all that it takes to reach services from private subnets, and takes it away again', async () => {
  const { aws, ask, home } = await standing(network, outputs);
  const describe = describes(aws);
  const { StackResources } = await ask('DescribeStackResources', { StackName: 'post' });
  const id = (name: string) =>
    StackResources.find(({ LogicalResourceId }: { LogicalResourceId: string }) => LogicalResourceId === name).PhysicalResourceId;
  const [{ Outputs }] = (await ask('DescribeStacks', { StackName: 'post' })).Stacks;

  expect(Object.fromEntries(Outputs.map((output: any) => [output.OutputKey, output.OutputValue]))).toEqual({
    VpcDefaultSecurityGroup: expect.stringMatching(/^sg-/),
    VpcDefaultNetworkAcl: expect.stringMatching(/^acl-/),
    PrivateAvailabilityZone: 'us-east-1b',
    OutByNatCidrBlock: '0.0.0.0/0',
    AttachmentAttachmentType: 'IGW',
  });
  expect(id('Attachment')).toBe(`IGW|${id('Vpc')}`);
  expect(id('OutByNat')).toBe(`${id('PrivateTable')}|0.0.0.0/0`);
  expect(home.ec2.unreachable([id('Private')], [id('Group')], ['ecr.api', 's3', 'kms'])).toEqual([]);
  const [group] = await describe('SecurityGroups', { GroupIds: [id('Group')] });
  expect(group.IpPermissions).toHaveLength(2);

  await ask('DeleteStack', { StackName: 'post' });
  const left = { Filters: [{ Name: 'vpc-id', Values: [id('Vpc')] }] };
  expect(await describe('Vpcs', left)).toEqual([]);
  expect(await describe('SecurityGroups', left)).toEqual([]);
  expect(await describe('Addresses')).toEqual([]);
});

it('what may change of a network changes in place', async () => {
  const { aws, update } = await standing(network);
  const describe = describes(aws);
  const events = await update({
    ...network,
    Vpc: resource('VPC', { ...Vpc.Properties, Tags: named('changed') }),
    Public: Subnet('10.1.0.0/24', 0),
    AclLetsOut: resource('NetworkAclEntry', { ...network.AclLetsOut.Properties, RuleAction: 'deny' }),
    Group: Group({
      SecurityGroupIngress: [{ ...https, CidrIp: '10.1.1.0/24' }],
      SecurityGroupEgress: [{ ...https, CidrIp: '0.0.0.0/0' }],
    }),
  });

  expect(events.filter(([, status]: string[]) => /FAILED|DELETE/.test(String(status)))).toEqual([]);
  expect(await describe('Vpcs', { Filters: [{ Name: 'tag:Name', Values: ['changed'] }] })).toHaveLength(1);
  const [group] = await describe('SecurityGroups', { Filters: [{ Name: 'description', Values: ['Clients'] }] });
  const rangesOf = (permissions: any[]) => permissions.flatMap(({ IpRanges }) => IpRanges.map(({ CidrIp }: any) => CidrIp));
  expect([rangesOf(group.IpPermissions), rangesOf(group.IpPermissionsEgress)]).toEqual([['10.1.1.0/24'], ['0.0.0.0/0']]);
  expect(group.IpPermissionsEgress[0]).toMatchObject({ IpProtocol: 'tcp', FromPort: 443 });
  const [acl] = await describe('NetworkAcls', { Filters: [{ Name: 'default', Values: ['false'] }] });
  expect(acl.Entries.find(({ Egress, RuleNumber }: any) => Egress && RuleNumber === 100)).toMatchObject({ RuleAction: 'deny' });
  expect(group.IpPermissions.flatMap(({ UserIdGroupPairs }: any) => UserIdGroupPairs)).toHaveLength(1);
});

it.each([
  ['a group, and a rule about it gives way to another', { Group: Group({ GroupDescription: 'Others' }) }],
  [
    'a VPC without a gateway, and half of what is in it goes',
    {
      Vpc: resource('VPC', { CidrBlock: '10.2.0.0/16', EnableDnsHostnames: true }),
      Private: Subnet('10.2.1.0/24', 1),
      Table: undefined,
      Of: undefined,
    },
  ],
])('what stands in the place of %s leaves nothing of it', async (_, changed) => {
  const { Private, Group: group, AmongThemselves } = network;
  const closed = {
    Vpc,
    Private,
    Table: resource('RouteTable', { VpcId: ref('Vpc') }),
    Of: resource('SubnetRouteTableAssociation', { RouteTableId: ref('Table'), SubnetId: ref('Private') }),
    Group: group,
    Hsms: resource('SecurityGroup', { GroupDescription: 'HSMs', VpcId: ref('Vpc') }),
    Registry: network.Registry,
  };
  const rule = { ...AmongThemselves.Properties, GroupId: ref('Hsms') };
  const { aws, update } = await standing({ ...closed, Rule: resource('SecurityGroupIngress', rule) });
  const describe = describes(aws);
  const standingNow = async () => [(await describe('Vpcs')).length, (await describe('SecurityGroups')).length];
  const before = await standingNow();
  const events = await update({ ...closed, Other: resource('SecurityGroupIngress', { ...rule, ToPort: 2224 }), ...changed });

  expect(events.filter(([, status]: string[]) => /FAILED/.test(String(status)))).toEqual([]);
  expect(await standingNow()).toEqual(before);
});

it('an interface endpoint has private names where its template says so', async () => {
  const { PrivateDnsEnabled: _, ...rest } = network.Registry.Properties as Record<string, unknown>;
  const { Private, Group: group, Registry } = network;
  const Without = resource('VPC', { CidrBlock: '10.1.0.0/16' });
  const { aws, update } = await standing({ Vpc: Without, Private, Group: group, Registry: resource('VPCEndpoint', rest) });
  const names = async () => (await describes(aws)('VpcEndpoints')).map(({ PrivateDnsEnabled }) => PrivateDnsEnabled).at(-1);
  expect(await names()).toBe(false);
  await update({ Vpc, Private, Group: group, Registry });
  expect(await names()).toBe(true);
  const without = { Vpc, Private, Group: group, Registry: resource('VPCEndpoint', rest) };
  await update(without, {}, { ClientRequestToken: 'without' });
  expect(await names()).toBe(false);
});
