import { describe, expect, it } from 'vitest';
import { ec2Of, smallNetwork } from './calls.ts';

describe('a VPC that is created', () => {
  it('has its default group and a main route table that knows it, and goes with them', async () => {
    const { call } = await ec2Of();
    const { Vpc } = await call('CreateVpc', { CidrBlock: '10.1.2.3/16' });
    expect(Vpc).toMatchObject({ State: 'pending', CidrBlock: '10.1.0.0/16', InstanceTenancy: 'default', IsDefault: false, Tags: [] });
    const { VpcId } = Vpc;
    const inVpc = { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] };
    expect((await call('DescribeVpcs', { VpcIds: [VpcId] })).Vpcs).toMatchObject([{ State: 'available' }]);
    const { SecurityGroups } = await call('DescribeSecurityGroups', inVpc);
    expect(SecurityGroups).toMatchObject([{ GroupName: 'default', IpPermissions: [{ IpProtocol: '-1' }] }]);
    expect(SecurityGroups[0].IpPermissions[0].UserIdGroupPairs).toMatchObject([{ GroupId: SecurityGroups[0].GroupId }]);
    const { RouteTables } = await call('DescribeRouteTables', inVpc);
    expect(RouteTables).toMatchObject([
      { Associations: [{ Main: true }], Routes: [{ DestinationCidrBlock: '10.1.0.0/16', GatewayId: 'local' }] },
    ]);
    await call('DeleteVpc', { VpcId });
    for (const list of ['DescribeSecurityGroups', 'DescribeRouteTables', 'DescribeVpcs'])
      expect(
        Object.values(await call(list, inVpc))
          .flat()
          .filter(Boolean),
        list,
      ).toEqual([]);
    await expect(call('DescribeVpcs', { VpcIds: [VpcId] })).rejects.toMatchObject({ code: 'InvalidVpcID.NotFound' });
  });

  it.each([
    ['no range', 'InvalidParameterValue', '10.0.0.0'],
    ['no address', 'InvalidParameterValue', '10.0.0.256/16'],
    ['too large', 'InvalidVpc.Range', '10.0.0.0/15'],
    ['too small', 'InvalidVpc.Range', '10.0.0.0/29'],
  ])('is refused where its range is %s', async (_, code, CidrBlock) => {
    const { call } = await ec2Of();
    await expect(call('CreateVpc', { CidrBlock })).rejects.toMatchObject({ code });
  });

  it('is one of five in a region, with the one that was there, unless the account has another quota', async () => {
    const { call } = await ec2Of();
    for (let index = 1; index < 5; index++) await call('CreateVpc', { CidrBlock: `10.${index}.0.0/16` });
    await expect(call('CreateVpc', { CidrBlock: '10.9.0.0/16' })).rejects.toMatchObject({ code: 'VpcLimitExceeded' });
    const more = await ec2Of({ account: { quotas: { vpcs: 1 } } });
    await expect(more.call('CreateVpc', { CidrBlock: '10.9.0.0/16' })).rejects.toMatchObject({ code: 'VpcLimitExceeded' });
  });

  it('has DNS but no names for hosts, until it is modified, one attribute at a time', async () => {
    const { call } = await ec2Of();
    const { VpcId } = await smallNetwork(call);
    const attribute = async (Attribute: string) => Object.values(await call('DescribeVpcAttribute', { VpcId, Attribute }))[1];
    expect([await attribute('enableDnsSupport'), await attribute('enableDnsHostnames')]).toEqual([{ Value: true }, { Value: false }]);
    await call('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } });
    expect(await attribute('enableDnsHostnames')).toEqual({ Value: true });
    const both = { VpcId, EnableDnsHostnames: { Value: true }, EnableDnsSupport: { Value: true } };
    await expect(call('ModifyVpcAttribute', both)).rejects.toMatchObject({ code: 'InvalidParameterCombination' });
  });

  it('takes further ranges, to which its tables lead, and gives up those that no subnet has', async () => {
    const { call } = await ec2Of();
    const { VpcId } = await smallNetwork(call);
    const add = (CidrBlock: string) => call('AssociateVpcCidrBlock', { VpcId, CidrBlock });
    const { CidrBlockAssociation } = await add('100.64.0.0/20');
    await expect(add('10.1.128.0/20')).rejects.toMatchObject({ code: 'CidrConflict' });
    const { Subnet } = await call('CreateSubnet', { VpcId, CidrBlock: '100.64.1.0/24' });
    const { AssociationId } = CidrBlockAssociation;
    await expect(call('DisassociateVpcCidrBlock', { AssociationId })).rejects.toMatchObject({ code: 'InvalidCidrBlock.InUse' });
    await call('DeleteSubnet', { SubnetId: Subnet.SubnetId });
    const routes = async () =>
      (await call('DescribeRouteTables', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] })).RouteTables[0].Routes.length;
    expect(await routes()).toBe(2);
    await call('DisassociateVpcCidrBlock', { AssociationId });
    expect(await routes()).toBe(1);
    const [{ CidrBlockAssociationSet }] = (await call('DescribeVpcs', { VpcIds: [VpcId] })).Vpcs;
    const primary = { AssociationId: CidrBlockAssociationSet[0].AssociationId };
    await expect(call('DisassociateVpcCidrBlock', primary)).rejects.toMatchObject({ code: 'OperationNotPermitted' });
  });

  it('has ids that depend on the seed and on what is created, and not on when', async () => {
    const ids = async (ranges: string[]) => {
      const { call } = await ec2Of({ seed: 5 });
      const made = [];
      for (const CidrBlock of ranges) made.push((await call('CreateVpc', { CidrBlock })).Vpc.VpcId);
      return made.toSorted();
    };
    expect(await ids(['10.1.0.0/16', '10.2.0.0/16'])).toEqual(await ids(['10.2.0.0/16', '10.1.0.0/16']));
  });
});

describe('a subnet that is created', () => {
  it('is in its VPC, with the main table, and has the addresses that EC2 does not keep', async () => {
    const { call } = await ec2Of();
    const { VpcId, SubnetId } = await smallNetwork(call);
    expect((await call('DescribeSubnets', { SubnetIds: [SubnetId] })).Subnets).toMatchObject([
      { VpcId, AvailabilityZone: 'us-east-1b', AvailabilityZoneId: 'use1-az2', AvailableIpAddressCount: 251, MapPublicIpOnLaunch: false },
    ]);
    await call('ModifySubnetAttribute', { SubnetId, MapPublicIpOnLaunch: { Value: true } });
    const asked = { Filters: [{ Name: 'map-public-ip-on-launch', Values: ['true'] }] };
    expect((await call('DescribeSubnets', asked)).Subnets).toMatchObject([{ SubnetId }]);
  });

  it.each([
    ['InvalidSubnet.Conflict', { CidrBlock: '10.1.1.128/25' }],
    ['InvalidSubnet.Range', { CidrBlock: '10.2.1.0/24' }],
    ['InvalidSubnet.Range', { CidrBlock: '10.1.2.0/29' }],
    ['InvalidParameterValue', { CidrBlock: 'any' }],
    ['InvalidParameterValue', { CidrBlock: '10.1.2.0/24', AvailabilityZone: 'us-east-1z' }],
    ['InvalidParameterValue', { CidrBlock: '10.1.2.0/24', AvailabilityZoneId: 'usw2-az1' }],
    ['MissingParameter', {}],
    ['InvalidVpcID.NotFound', { CidrBlock: '10.1.2.0/24', VpcId: 'vpc-00000000' }],
  ])('is refused with %s', async (code, wanted) => {
    const { call } = await ec2Of();
    const { VpcId } = await smallNetwork(call);
    await expect(call('CreateSubnet', { VpcId, ...wanted })).rejects.toMatchObject({ code });
  });

  it('is gone for good once it is deleted, also where every id is taken to exist', async () => {
    const { call, home } = await ec2Of();
    const { SubnetId } = await smallNetwork(call);
    await call('DeleteSubnet', { SubnetId });
    await expect(call('DescribeSubnets', { SubnetIds: [SubnetId] })).rejects.toMatchObject({ code: 'InvalidSubnetID.NotFound' });
    expect(home.ec2.subnet(SubnetId)).toBeUndefined();
    expect(home.ec2.subnet('subnet-0000000a')).toBeDefined();
  });

  it('leaves the zones and ranges of those that are only named as they are', async () => {
    const { call, home } = await ec2Of();
    const usual = [...home.ec2.vpcs.keys()][0];
    await call('CreateSubnet', { VpcId: usual, CidrBlock: '10.0.0.0/24', AvailabilityZone: 'us-east-1c' });
    const named = home.ec2.subnet('subnet-0000000a')!;
    expect([named.availabilityZone, named.cidr]).toEqual(['us-east-1a', '10.0.1.0/24']);
  });
});

describe('what is in use', () => {
  it('cannot be deleted: a VPC with a subnet, a subnet with an interface, a group that an interface has', async () => {
    const { call, home } = await ec2Of();
    const { VpcId, SubnetId } = await smallNetwork(call);
    const { GroupId } = await call('CreateSecurityGroup', { GroupName: 'app', Description: 'of the app', VpcId });
    const { eniId } = home.ec2.createNetworkInterface({ subnetId: SubnetId, groupIds: [GroupId], description: '' });
    const violation = { code: 'DependencyViolation' };
    await expect(call('DeleteSubnet', { SubnetId })).rejects.toMatchObject(violation);
    await expect(call('DeleteSecurityGroup', { GroupId })).rejects.toMatchObject(violation);
    await expect(call('DeleteVpc', { VpcId })).rejects.toThrow(`The vpc '${VpcId}' has dependencies and cannot be deleted.`);
    home.ec2.deleteNetworkInterface(eniId);
    await call('DeleteSubnet', { SubnetId });
    await expect(call('DeleteVpc', { VpcId })).rejects.toMatchObject(violation);
    await call('DeleteSecurityGroup', { GroupId });
    await call('DeleteVpc', { VpcId });
  });
});
