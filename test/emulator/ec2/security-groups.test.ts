import { describe, expect, it } from 'vitest';
import { ec2Of, smallNetwork } from './calls.ts';

const anywhere = { CidrIp: '0.0.0.0/0' };

async function group() {
  const made = await ec2Of();
  const { VpcId } = await smallNetwork(made.call);
  const create = async (GroupName: string) =>
    (await made.call('CreateSecurityGroup', { GroupName, Description: 'a group', VpcId })).GroupId as string;
  const GroupId = await create('app');
  const shown = async () => (await made.call('DescribeSecurityGroups', { GroupIds: [GroupId] })).SecurityGroups[0];
  const rules = async () =>
    (await made.call('DescribeSecurityGroupRules', { Filters: [{ Name: 'group-id', Values: [GroupId] }] })).SecurityGroupRules;
  return { ...made, VpcId, GroupId, create, shown, rules };
}

describe('a security group', () => {
  it('lets everything out and nothing in until it is told otherwise, and keeps what is said of its rules', async () => {
    const { call, GroupId, create, shown } = await group();
    expect(await shown()).toMatchObject({ IpPermissions: [], IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [anywhere] }] });
    const other = await create('other');
    const { SecurityGroupRules } = await call('AuthorizeSecurityGroupIngress', {
      GroupId,
      IpPermissions: [
        {
          IpProtocol: 'TCP',
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: '10.1.7.9/16', Description: 'the VPC' }],
          Ipv6Ranges: [{ CidrIpv6: '2001:0DB8::1/32' }],
          UserIdGroupPairs: [{ GroupId: other }],
        },
      ],
    });
    expect(SecurityGroupRules).toMatchObject([
      { IsEgress: false, ReferencedGroupInfo: { GroupId: other } },
      { CidrIpv4: '10.1.0.0/16', Description: 'the VPC', FromPort: 443, GroupOwnerId: '123456789012' },
      { CidrIpv6: '2001:db8::/32' },
    ]);
    expect((await shown()).IpPermissions).toMatchObject([
      {
        IpProtocol: 'tcp',
        IpRanges: [{ CidrIp: '10.1.0.0/16', Description: 'the VPC' }],
        Ipv6Ranges: [{ CidrIpv6: '2001:db8::/32' }],
        UserIdGroupPairs: [{ GroupId: other, UserId: '123456789012' }],
      },
    ]);
    expect(new Set(SecurityGroupRules.map((rule: { SecurityGroupRuleId: string }) => rule.SecurityGroupRuleId)).size).toBe(3);
  });

  it('takes a rule once', async () => {
    const { call, GroupId } = await group();
    const rule = { GroupId, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, ...anywhere };
    await call('AuthorizeSecurityGroupIngress', rule);
    await expect(call('AuthorizeSecurityGroupIngress', { ...rule, IpProtocol: '6', CidrIp: '1.2.3.4/0' })).rejects.toMatchObject({
      code: 'InvalidPermission.Duplicate',
      message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 443, to port: 443, ALLOW" already exists',
    });
    const all = { GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges: [anywhere] }] };
    await expect(call('AuthorizeSecurityGroupEgress', all)).rejects.toThrow('"peer: 0.0.0.0/0, ALL, ALLOW" already exists');
    const twice = { GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }, { CidrIp: '10.1.0.0/8' }] }] };
    await expect(call('AuthorizeSecurityGroupEgress', twice)).rejects.toThrow('The same permission must not appear multiple times');
  });

  it('loses rules by what they say, as Terraform takes off those it comes with, or by their ids', async () => {
    const { call, GroupId, shown, rules } = await group();
    const all = { IpProtocol: '-1', FromPort: 0, ToPort: 0, IpRanges: [anywhere] };
    await call('RevokeSecurityGroupEgress', { GroupId, IpPermissions: [all] });
    expect((await shown()).IpPermissionsEgress).toEqual([]);
    await expect(call('RevokeSecurityGroupEgress', { GroupId, IpPermissions: [all] })).rejects.toMatchObject({
      code: 'InvalidPermission.NotFound',
    });
    await call('AuthorizeSecurityGroupIngress', { GroupId, IpProtocol: 'udp', FromPort: 53, ToPort: 53, ...anywhere });
    const [{ SecurityGroupRuleId }] = await rules();
    const byId = { GroupId, SecurityGroupRuleIds: [SecurityGroupRuleId] };
    await expect(call('RevokeSecurityGroupEgress', byId)).rejects.toMatchObject({ code: 'InvalidSecurityGroupRuleId.NotFound' });
    const { RevokedSecurityGroupRules } = await call('RevokeSecurityGroupIngress', byId);
    expect(RevokedSecurityGroupRules).toMatchObject([{ SecurityGroupRuleId, CidrIpv4: '0.0.0.0/0' }]);
    expect(await rules()).toEqual([]);
  });

  it('has rules that change and keep their ids, and descriptions that change alone', async () => {
    const { call, GroupId, rules } = await group();
    const [held] = await rules();
    const { SecurityGroupRuleId } = held;
    const modify = (SecurityGroupRule: object) =>
      call('ModifySecurityGroupRules', { GroupId, SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule }] });
    await modify({ IpProtocol: 'tcp', FromPort: 1, ToPort: 2, CidrIpv4: '10.0.0.0/8', Description: 'within' });
    expect(await rules()).toMatchObject([
      { SecurityGroupRuleId, IsEgress: true, FromPort: 1, CidrIpv4: '10.0.0.0/8', Description: 'within' },
    ]);
    await expect(modify({ IpProtocol: 'tcp', FromPort: 1, ToPort: 2 })).rejects.toMatchObject({ code: 'MissingParameter' });
    await expect(modify({ IpProtocol: '-1', CidrIpv4: '10.0.0.0/8', CidrIpv6: '::/0' })).rejects.toMatchObject({
      code: 'InvalidParameterCombination',
    });
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 2, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'ours' }] }];
    await call('UpdateSecurityGroupRuleDescriptionsEgress', { GroupId, IpPermissions });
    expect(await rules()).toMatchObject([{ SecurityGroupRuleId, Description: 'ours' }]);
    const SecurityGroupRuleDescriptions = [{ SecurityGroupRuleId, Description: 'theirs' }];
    await call('UpdateSecurityGroupRuleDescriptionsEgress', { GroupId, SecurityGroupRuleDescriptions });
    expect(await rules()).toMatchObject([{ Description: 'theirs' }]);
  });

  it.each([
    ['without both ports', { IpProtocol: 'tcp', FromPort: 1 }, 'Must specify both from and to ports with TCP/UDP'],
    ['with ports the wrong way round', { IpProtocol: 'tcp', FromPort: 2, ToPort: 1 }, 'Invalid TCP/UDP port range (2:1)'],
    ['of no protocol', { FromPort: 1, ToPort: 2 }, "Invalid value 'null' for protocol"],
    ['of another protocol', { IpProtocol: 'any' }, 'Unknown protocol'],
    ['for no range', { IpProtocol: '-1', CidrIp: '10.0.0.0' }, 'CIDR block 10.0.0.0 is malformed'],
  ])('takes no rule %s', async (_, rule, message) => {
    const { call, GroupId } = await group();
    await expect(call('AuthorizeSecurityGroupIngress', { GroupId, ...anywhere, ...rule })).rejects.toThrow(message);
  });

  it('has sixty rules in each direction, and none of more than that', async () => {
    const { call, GroupId, rules } = await group();
    const ranges = (count: number, from = 0) => Array.from({ length: count }, (_, index) => ({ CidrIp: `10.0.${from + index}.0/24` }));
    const add = (IpRanges: object[]) => call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [{ IpProtocol: '-1', IpRanges }] });
    await add(ranges(59));
    await expect(add(ranges(2, 100))).rejects.toMatchObject({ code: 'RulesPerSecurityGroupLimitExceeded' });
    await add(ranges(1, 100));
    expect((await rules()).length).toBe(61);
  });

  it('stays while a rule of another group names it, and so does a default group', async () => {
    const { call, GroupId, create, VpcId } = await group();
    const other = await create('other');
    const within = { GroupId: other, IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId }] }] };
    await call('AuthorizeSecurityGroupIngress', within);
    await expect(call('DeleteSecurityGroup', { GroupId })).rejects.toMatchObject({ code: 'DependencyViolation' });
    await call('RevokeSecurityGroupIngress', within);
    await call('DeleteSecurityGroup', { GroupId });
    const { SecurityGroups } = await call('DescribeSecurityGroups', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] });
    const main = SecurityGroups.find(({ GroupName }: { GroupName: string }) => GroupName === 'default').GroupId;
    await expect(call('DeleteSecurityGroup', { GroupId: main })).rejects.toMatchObject({ code: 'CannotDelete' });
  });

  it('names no group of another VPC', async () => {
    const { call, GroupId } = await group();
    const elsewhere = { GroupId, IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-0000000a' }] }] };
    await expect(call('AuthorizeSecurityGroupIngress', elsewhere)).rejects.toThrow('belong to different networks');
  });

  it.each([
    ['InvalidGroup.Duplicate', { GroupName: 'app' }],
    ['InvalidParameterValue', { GroupName: 'sg-app' }],
    ['InvalidParameterValue', { GroupName: 'default' }],
    ['InvalidParameterValue', { Description: 'für alle' }],
    ['VPCIdNotSpecified', { VpcId: undefined }],
    ['MissingParameter', { Description: undefined }],
  ])('is refused with %s', async (code, wanted) => {
    const { call, VpcId } = await group();
    const usual = { GroupName: 'new', Description: 'a group', VpcId };
    await expect(call('CreateSecurityGroup', { ...usual, ...wanted })).rejects.toMatchObject({ code });
  });
});

describe('tags', () => {
  it('are given at creation and later, filter what is described, and go with what has them', async () => {
    const { call, VpcId } = await group();
    const tagged = { TagSpecifications: [{ ResourceType: 'subnet', Tags: [{ Key: 'Name', Value: 'private' }] }] };
    const { Subnet } = await call('CreateSubnet', { VpcId, CidrBlock: '10.1.9.0/24', ...tagged });
    expect(Subnet.Tags).toEqual([{ Key: 'Name', Value: 'private' }]);
    await call('CreateTags', { Resources: [VpcId, Subnet.SubnetId], Tags: [{ Key: 'team', Value: 'hsm' }] });
    const filtered = async (Name: string, Value: string) =>
      (await call('DescribeSubnets', { Filters: [{ Name, Values: [Value] }] })).Subnets.map((one: { SubnetId: string }) => one.SubnetId);
    expect(await filtered('tag:Name', 'priv*')).toEqual([Subnet.SubnetId]);
    expect(await filtered('tag-key', 'team')).toEqual([Subnet.SubnetId]);
    const all = async () => (await call('DescribeTags', { Filters: [{ Name: 'key', Values: ['team'] }] })).Tags;
    expect(await all()).toEqual(
      expect.arrayContaining([
        { Key: 'team', Value: 'hsm', ResourceId: VpcId, ResourceType: 'vpc' },
        { Key: 'team', Value: 'hsm', ResourceId: Subnet.SubnetId, ResourceType: 'subnet' },
      ]),
    );
    await call('DeleteTags', { Resources: [VpcId], Tags: [{ Key: 'team', Value: 'other' }] });
    expect(await all()).toHaveLength(2);
    await call('DeleteTags', { Resources: [VpcId], Tags: [{ Key: 'team' }] });
    await call('DeleteSubnet', { SubnetId: Subnet.SubnetId });
    expect(await all()).toEqual([]);
  });

  it.each([
    ['InvalidParameterValue', [{ Key: 'aws:mine', Value: '' }]],
    ['InvalidParameterValue', [{ Key: '', Value: '' }]],
    ['InvalidParameterValue', [{ Key: 'k'.repeat(129), Value: '' }]],
    ['TagLimitExceeded', Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }))],
    ['MissingParameter', []],
  ])('are refused with %s', async (code, Tags) => {
    const { call, VpcId } = await group();
    await expect(call('CreateTags', { Resources: [VpcId], Tags })).rejects.toMatchObject({ code });
  });

  it('that are too many leave nothing behind at a creation', async () => {
    const { call, home } = await ec2Of();
    const tooMany = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
    const wanted = { CidrBlock: '10.1.0.0/16', TagSpecifications: [{ ResourceType: 'vpc', Tags: tooMany }] };
    await expect(call('CreateVpc', wanted)).rejects.toMatchObject({ code: 'TagLimitExceeded' });
    expect(home.ec2.vpcs.size).toBe(1);
  });

  it('are refused on what is not there, and of another type', async () => {
    const { call } = await ec2Of();
    const Tags = [{ Key: 'a', Value: 'b' }];
    await expect(call('CreateTags', { Resources: ['vpc-00000000'], Tags })).rejects.toMatchObject({ code: 'InvalidVpcID.NotFound' });
    await expect(call('CreateTags', { Resources: ['thing'], Tags })).rejects.toMatchObject({ code: 'InvalidID' });
    const other = { CidrBlock: '10.1.0.0/16', TagSpecifications: [{ ResourceType: 'subnet', Tags }] };
    await expect(call('CreateVpc', other)).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  });
});

describe('a dry run', () => {
  it('says what would happen and does nothing', async () => {
    const { call, home } = await ec2Of();
    await expect(call('CreateVpc', { CidrBlock: '10.1.0.0/16', DryRun: true })).rejects.toMatchObject({ code: 'DryRunOperation' });
    expect(home.ec2.vpcs.size).toBe(1);
  });
});
