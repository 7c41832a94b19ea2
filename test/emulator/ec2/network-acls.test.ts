import { describe, expect, it } from 'vitest';
import { ec2Of, smallNetwork } from './calls.ts';

async function subnetBehindNat() {
  const made = await ec2Of();
  const { call, home } = made;
  // the one that is there has a NAT gateway
  const [VpcId = ''] = home.ec2.vpcs.keys();
  const { SubnetId } = (await call('CreateSubnet', { VpcId, CidrBlock: '10.0.200.0/24' })).Subnet;
  const { RouteTables } = await call('DescribeRouteTables', { Filters: [{ Name: 'association.main', Values: ['false'] }] });
  await call('AssociateRouteTable', { RouteTableId: RouteTables[0].RouteTableId, SubnetId });
  const acl = async () =>
    (await call('DescribeNetworkAcls', { Filters: [{ Name: 'association.subnet-id', Values: [SubnetId] }] })).NetworkAcls[0];
  const reached = () => home.ec2.unreachable([SubnetId], ['sg-0000000a'], ['s3']).length === 0;
  return { ...made, VpcId, SubnetId, acl, reached };
}

const allow = { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' };

describe('the network ACL of a subnet', () => {
  it('is the default one of its VPC, which lets everything pass', async () => {
    const { acl, reached, SubnetId } = await subnetBehindNat();
    const { Entries, Associations, IsDefault } = await acl();
    expect(IsDefault).toBe(true);
    expect(Associations.map((one: { SubnetId: string }) => one.SubnetId)).toContain(SubnetId);
    expect(Entries.map((one: any) => [one.Egress, one.RuleNumber, one.RuleAction])).toEqual([
      [true, 100, 'allow'],
      [true, 32_767, 'deny'],
      [false, 100, 'allow'],
      [false, 32_767, 'deny'],
    ]);
    expect(reached()).toBe(true);
  });

  it('lets nothing pass when it is a new one, until its entries do, by their order', async () => {
    const { call, acl, reached, VpcId, SubnetId } = await subnetBehindNat();
    const { NetworkAclId } = (await call('CreateNetworkAcl', { VpcId })).NetworkAcl;
    const association = (await acl()).Associations.find((one: any) => one.SubnetId === SubnetId).NetworkAclAssociationId;
    const { NewAssociationId } = await call('ReplaceNetworkAclAssociation', { AssociationId: association, NetworkAclId });
    expect(await acl()).toMatchObject({ NetworkAclId, IsDefault: false, Associations: [{ NetworkAclAssociationId: NewAssociationId }] });
    expect(reached()).toBe(false);
    const add = (entry: object) => call('CreateNetworkAclEntry', { NetworkAclId, ...allow, ...entry });
    await add({ Egress: true, Protocol: '6', PortRange: { From: 443, To: 443 } });
    expect(reached(), 'no answer comes back').toBe(false);
    await add({ Egress: false, Protocol: '6', PortRange: { From: 32_768, To: 60_999 } });
    expect(reached(), 'answers come to the ports of Amazon Linux').toBe(true);
    await add({ Egress: true, RuleNumber: 90, RuleAction: 'deny', CidrBlock: '52.0.0.0/8' });
    expect(reached()).toBe(false);
    await call('ReplaceNetworkAclEntry', {
      NetworkAclId,
      ...allow,
      RuleNumber: 90,
      Egress: true,
      Protocol: 'udp',
      PortRange: { From: 53, To: 53 },
    });
    expect(reached()).toBe(true);
    await call('DeleteNetworkAclEntry', { NetworkAclId, RuleNumber: 100, Egress: true });
    await add({ Egress: true, RuleNumber: 101, CidrBlock: '0.0.0.0/1' });
    expect(reached(), 'half of all addresses').toBe(false);
    await add({ Egress: true, RuleNumber: 102, CidrBlock: '128.0.0.0/1' });
    expect(reached()).toBe(true);
    const asked = { Filters: ['entry.rule-number', 'entry.egress'].map((Name, at) => ({ Name, Values: [['102', 'true'][at]] })) };
    expect((await call('DescribeNetworkAcls', asked)).NetworkAcls, 'as Terraform looks for a rule').toMatchObject([{ NetworkAclId }]);
    await expect(call('DeleteNetworkAcl', { NetworkAclId })).rejects.toMatchObject({ code: 'DependencyViolation' });
    await expect(add({ Egress: true, RuleNumber: 102 })).rejects.toMatchObject({ code: 'NetworkAclEntryAlreadyExists' });
  });

  it('goes with its VPC where it is the default one, and holds it where it is another', async () => {
    const { call } = await ec2Of();
    const { VpcId, SubnetId } = await smallNetwork(call);
    const { NetworkAclId } = (await call('CreateNetworkAcl', { VpcId })).NetworkAcl;
    await call('DeleteSubnet', { SubnetId });
    await expect(call('DeleteVpc', { VpcId })).rejects.toMatchObject({ code: 'DependencyViolation' });
    await call('DeleteNetworkAcl', { NetworkAclId });
    const [main] = (await call('DescribeNetworkAcls', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] })).NetworkAcls;
    await expect(call('DeleteNetworkAcl', { NetworkAclId: main.NetworkAclId })).rejects.toMatchObject({ code: 'InvalidParameterValue' });
    await call('DeleteVpc', { VpcId });
    expect((await call('DescribeNetworkAcls', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] })).NetworkAcls).toEqual([]);
  });

  it.each([
    ['InvalidParameterValue', { RuleNumber: 32_767 }],
    ['InvalidParameterValue', { Protocol: 'any' }],
    ['InvalidParameterValue', { CidrBlock: 'any' }],
    ['MissingParameter', { CidrBlock: undefined }],
    ['MissingParameter', { Protocol: '6' }],
    ['InvalidNetworkAclID.NotFound', { NetworkAclId: 'acl-00000000' }],
  ])('takes no entry that is refused with %s', async (code, wanted) => {
    const { call, acl } = await subnetBehindNat();
    const { NetworkAclId } = await acl();
    const entry = { NetworkAclId, ...allow, RuleNumber: 7, Egress: true, ...wanted };
    await expect(call('CreateNetworkAclEntry', entry)).rejects.toMatchObject({ code });
  });
});
