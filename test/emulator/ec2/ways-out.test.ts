import { describe, expect, it } from 'vitest';
import { ec2Of } from './calls.ts';

/** A VPC with a public and a private subnet, a route table for each, and a group: nothing leads out yet. */
async function twoSubnets() {
  const made = await ec2Of({ speed: 1 });
  const { call, home } = made;
  const VpcId: string = (await call('CreateVpc', { CidrBlock: '10.1.0.0/16' })).Vpc.VpcId;
  const subnet = async (CidrBlock: string, AvailabilityZone: string): Promise<string> =>
    (await call('CreateSubnet', { VpcId, CidrBlock, AvailabilityZone })).Subnet.SubnetId;
  const [open, closed] = [await subnet('10.1.1.0/24', 'us-east-1a'), await subnet('10.1.2.0/24', 'us-east-1a')];
  const table = async (SubnetId: string): Promise<string> => {
    const { RouteTableId } = (await call('CreateRouteTable', { VpcId })).RouteTable;
    await call('AssociateRouteTable', { RouteTableId, SubnetId });
    return RouteTableId;
  };
  const [openTable, closedTable] = [await table(open), await table(closed)];
  const group: string = (await call('CreateSecurityGroup', { GroupName: 'task', Description: 'of tasks', VpcId })).GroupId;
  const route = (RouteTableId: string, target: object, DestinationCidrBlock = '0.0.0.0/0') =>
    call('CreateRoute', { RouteTableId, DestinationCidrBlock, ...target });
  const internet = async (): Promise<string> => {
    const { InternetGatewayId } = (await call('CreateInternetGateway')).InternetGateway;
    await call('AttachInternetGateway', { InternetGatewayId, VpcId });
    return InternetGatewayId;
  };
  const nat = async (wanted: object = {}) => {
    const { AllocationId } = await call('AllocateAddress', { Domain: 'vpc' });
    const { NatGateway } = await call('CreateNatGateway', { SubnetId: open, AllocationId, ...wanted });
    return { AllocationId: AllocationId as string, NatGatewayId: NatGateway.NatGatewayId as string, NatGateway };
  };
  const cut = () => home.ec2.unreachable([closed], [group], ['ecr.api', 's3']);
  const pass = (seconds: number) => home.clock.advance(seconds);
  return { ...made, VpcId, open, closed, openTable, closedTable, group, route, internet, nat, cut, pass };
}

describe('the way out of a created subnet', () => {
  it('is a NAT gateway once it is available, whose own subnet leads to the internet gateway', async () => {
    const { call, closedTable, openTable, route, internet, nat, cut, pass } = await twoSubnets();
    expect(cut()).toEqual(['ecr.api', 's3']);
    const GatewayId = await internet();
    const { NatGatewayId, NatGateway, AllocationId } = await nat();
    expect(NatGateway).toMatchObject({ State: 'pending', ConnectivityType: 'public', AvailabilityMode: 'zonal' });
    expect(NatGateway.NatGatewayAddresses, 'no address yet').toEqual([{ AllocationId, IsPrimary: true, Status: 'associating' }]);
    await route(closedTable, { NatGatewayId });
    expect(cut(), 'while it is pending').toHaveLength(2);
    await pass(200);
    expect(cut(), 'without a route from there').toHaveLength(2);
    await route(openTable, { GatewayId });
    expect(cut()).toEqual([]);
    await call('DeleteNatGateway', { NatGatewayId });
    expect(cut()).toHaveLength(2);
    const { RouteTables } = await call('DescribeRouteTables', { RouteTableIds: [closedTable] });
    expect(RouteTables[0].Routes).toMatchObject([{ State: 'active' }, { NatGatewayId, State: 'blackhole' }]);
  });

  it('is none to an internet gateway, as nothing here has a public address, and none against the groups', async () => {
    const { call, closedTable, openTable, group, route, internet, nat, cut, pass } = await twoSubnets();
    const GatewayId = await internet();
    await route(openTable, { GatewayId });
    await route(closedTable, { GatewayId });
    expect(cut()).toHaveLength(2);
    const { NatGatewayId } = await nat();
    await call('ReplaceRoute', { RouteTableId: closedTable, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId });
    await pass(200);
    expect(cut()).toEqual([]);
    const all = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
    await call('RevokeSecurityGroupEgress', { GroupId: group, IpPermissions: [all] });
    expect(cut()).toHaveLength(2);
    await call('AuthorizeSecurityGroupEgress', { GroupId: group, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' });
    expect(cut()).toEqual([]);
  });

  it('is an endpoint: a gateway in its table at once, an interface with private names once it is available', async () => {
    const { call, VpcId, closed, closedTable, group, cut, pass } = await twoSubnets();
    const s3 = { VpcId, ServiceName: 'com.amazonaws.us-east-1.s3', RouteTableIds: [closedTable] };
    const gateway = (await call('CreateVpcEndpoint', s3)).VpcEndpoint;
    expect(gateway).toMatchObject({ VpcEndpointType: 'Gateway', State: 'available', RouteTableIds: [closedTable] });
    expect(cut()).toEqual(['ecr.api']);
    const ecr = {
      VpcId,
      ServiceName: 'com.amazonaws.us-east-1.ecr.api',
      VpcEndpointType: 'Interface',
      SubnetIds: [closed],
      SecurityGroupIds: [group],
    };
    await expect(call('CreateVpcEndpoint', ecr)).rejects.toThrow('Enabling private DNS requires both');
    await call('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } });
    const endpoint = (await call('CreateVpcEndpoint', ecr)).VpcEndpoint;
    expect(endpoint).toMatchObject({ State: 'pending', PrivateDnsEnabled: true, Groups: [{ GroupId: group, GroupName: 'task' }] });
    await pass(120);
    expect(cut(), 'its group lets nobody in').toEqual(['ecr.api']);
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, UserIdGroupPairs: [{ GroupId: group }] }];
    await call('AuthorizeSecurityGroupIngress', { GroupId: group, IpPermissions });
    expect(cut()).toEqual([]);
    await expect(call('CreateVpcEndpoint', ecr)).rejects.toThrow('already a conflicting DNS domain for api.ecr.us-east-1.amazonaws.com');
    await call('ModifyVpcAttribute', { VpcId, EnableDnsSupport: { Value: false } });
    expect(cut(), 'no name is answered').toHaveLength(2);
    await call('ModifyVpcAttribute', { VpcId, EnableDnsSupport: { Value: true } });
    const ids = [gateway.VpcEndpointId, endpoint.VpcEndpointId];
    expect((await call('DeleteVpcEndpoints', { VpcEndpointIds: [...ids, 'vpce-00000000'] })).Unsuccessful).toMatchObject([
      { ResourceId: 'vpce-00000000', Error: { Code: 'InvalidVpcEndpointId.NotFound' } },
    ]);
    expect(cut()).toHaveLength(2);
    await expect(call('DeleteSubnet', { SubnetId: closed })).rejects.toMatchObject({ code: 'DependencyViolation' });
    await pass(120);
    expect((await call('DescribeVpcEndpoints')).VpcEndpoints).toEqual([]);
    await call('DeleteSubnet', { SubnetId: closed });
  });

  it('is an endpoint whose tables, subnets, groups and names change', async () => {
    const { call, VpcId, open, closed, openTable, closedTable, group } = await twoSubnets();
    const { VpcEndpointId } = (await call('CreateVpcEndpoint', { VpcId, ServiceName: 'com.amazonaws.us-east-1.s3' })).VpcEndpoint;
    const shown = async (id: string) => (await call('DescribeVpcEndpoints', { VpcEndpointIds: [id] })).VpcEndpoints[0];
    await call('ModifyVpcEndpoint', { VpcEndpointId, AddRouteTableIds: [openTable, closedTable] });
    await call('ModifyVpcEndpoint', { VpcEndpointId, RemoveRouteTableIds: [openTable] });
    expect((await shown(VpcEndpointId)).RouteTableIds).toEqual([closedTable]);
    const list = (await call('DescribePrefixLists', {})).PrefixLists[0].PrefixListId;
    const asked = { Filters: [{ Name: 'route.destination-prefix-list-id', Values: [list] }] };
    expect((await call('DescribeRouteTables', asked)).RouteTables).toMatchObject([{ RouteTableId: closedTable }]);
    await expect(call('DeleteRoute', { RouteTableId: closedTable, DestinationPrefixListId: list })).rejects.toMatchObject({
      code: 'InvalidParameterValue',
    });
    await expect(call('ModifyVpcEndpoint', { VpcEndpointId, AddSubnetIds: [open] })).rejects.toMatchObject({ code: 'InvalidParameter' });

    const wanted = { VpcId, ServiceName: 'com.amazonaws.us-east-1.kms', VpcEndpointType: 'Interface', PrivateDnsEnabled: false };
    const both = { ...wanted, SubnetIds: [open, closed] };
    await expect(call('CreateVpcEndpoint', both)).rejects.toMatchObject({ code: 'DuplicateSubnetsInSameZone' });
    const kms = (await call('CreateVpcEndpoint', { ...wanted, SubnetIds: [open] })).VpcEndpoint.VpcEndpointId;
    await call('ModifyVpcEndpoint', { VpcEndpointId: kms, AddSubnetIds: [closed], RemoveSubnetIds: [open], AddSecurityGroupIds: [group] });
    const held = await shown(kms);
    expect(held).toMatchObject({ SubnetIds: [closed], Groups: [{ GroupName: 'default' }, { GroupId: group }] });
    const { NetworkInterfaces } = await call('DescribeNetworkInterfaces', { NetworkInterfaceIds: held.NetworkInterfaceIds });
    expect(NetworkInterfaces).toMatchObject([{ SubnetId: closed, InterfaceType: 'vpc_endpoint', Groups: [{}, { GroupId: group }] }]);
    await expect(call('DeleteSecurityGroup', { GroupId: group })).rejects.toMatchObject({ code: 'DependencyViolation' });
  });

  it.each([
    ['InvalidServiceName', { ServiceName: 'com.amazonaws.us-east-1.secretmanager' }],
    ['InvalidServiceName', { ServiceName: 'com.amazonaws.eu-west-1.s3' }],
    ['InvalidParameter', { ServiceName: 'com.amazonaws.us-east-1.kms' }],
    ['InvalidParameterValue', { ServiceName: 'com.amazonaws.us-east-1.s3', VpcEndpointType: 'GatewayLoadBalancer' }],
    ['InvalidPolicyDocument', { ServiceName: 'com.amazonaws.us-east-1.s3', PolicyDocument: 'allow' }],
    ['InvalidRouteTableID.NotFound', { ServiceName: 'com.amazonaws.us-east-1.s3', RouteTableIds: ['rtb-00000000'] }],
  ])('is no endpoint that is refused with %s', async (code, wanted) => {
    const { call, VpcId } = await twoSubnets();
    await expect(call('CreateVpcEndpoint', { VpcId, ...wanted })).rejects.toMatchObject({ code });
  });
});

describe('a NAT gateway', () => {
  it('has an address of its own, which is free again once it is deleted, and holds its subnet and the internet gateway until then', async () => {
    const { call, VpcId, open, internet, nat, pass } = await twoSubnets();
    const InternetGatewayId = await internet();
    const { NatGatewayId, AllocationId } = await nat();
    await pass(200);
    const [address] = (await call('DescribeAddresses', { AllocationIds: [AllocationId] })).Addresses;
    const [gateway] = (await call('DescribeNatGateways', { Filter: [{ Name: 'vpc-id', Values: [VpcId] }] })).NatGateways;
    expect(gateway).toMatchObject({ State: 'available', NatGatewayAddresses: [{ PublicIp: address.PublicIp, AllocationId }] });
    await expect(call('ReleaseAddress', { AllocationId })).rejects.toMatchObject({ code: 'InvalidIPAddress.InUse' });
    await expect(call('DeleteSubnet', { SubnetId: open })).rejects.toMatchObject({ code: 'DependencyViolation' });
    await expect(call('DetachInternetGateway', { InternetGatewayId, VpcId })).rejects.toThrow('has some mapped public address(es)');
    const { AssociationId } = gateway.NatGatewayAddresses[0];
    await expect(call('DisassociateAddress', { AssociationId })).rejects.toMatchObject({ code: 'OperationNotPermitted' });
    await call('DeleteNatGateway', { NatGatewayId });
    await expect(call('ReleaseAddress', { AllocationId })).rejects.toMatchObject({ code: 'InvalidIPAddress.InUse' });
    await pass(120);
    await expect(call('DisassociateAddress', { AssociationId })).rejects.toMatchObject({ code: 'InvalidAssociationID.NotFound' });
    await call('ReleaseAddress', { AllocationId });
    await call('DetachInternetGateway', { InternetGatewayId, VpcId });
    await call('DeleteSubnet', { SubnetId: open });
    expect((await call('DescribeNatGateways', { NatGatewayIds: [NatGatewayId] })).NatGateways).toMatchObject([{ State: 'deleted' }]);
    await pass(3700);
    await expect(call('DescribeNatGateways', { NatGatewayIds: [NatGatewayId] })).rejects.toMatchObject({ code: 'NatGatewayNotFound' });
  });

  it('fails where its VPC has no internet gateway, or its address is taken', async () => {
    const { call, nat, internet, pass } = await twoSubnets();
    const { NatGatewayId } = await nat();
    await pass(200);
    const failed = async (id: string) => (await call('DescribeNatGateways', { NatGatewayIds: [id] })).NatGateways;
    expect(await failed(NatGatewayId)).toMatchObject([{ State: 'failed', FailureCode: 'Gateway.NotAttached' }]);
    await internet();
    const { AllocationId } = await nat();
    const second = await nat({ AllocationId });
    await pass(200);
    expect(await failed(second.NatGatewayId)).toMatchObject([{ State: 'failed', FailureCode: 'Resource.AlreadyAssociated' }]);
    expect((await call('DescribeAddresses', { AllocationIds: [AllocationId] })).Addresses[0].AssociationId).toBeDefined();
  });

  it('is made once for a token, needs an address unless it is private, and may not have one then', async () => {
    const { call, open, internet, nat, pass } = await twoSubnets();
    await internet();
    const first = await nat({ ClientToken: 'once' });
    const again = await call('CreateNatGateway', { SubnetId: open, AllocationId: first.AllocationId, ClientToken: 'once' });
    expect(again.NatGateway.NatGatewayId).toBe(first.NatGatewayId);
    const other = { SubnetId: open, ConnectivityType: 'private', ClientToken: 'once' };
    await expect(call('CreateNatGateway', other)).rejects.toMatchObject({ code: 'IdempotentParameterMismatch' });
    await expect(call('CreateNatGateway', { SubnetId: open })).rejects.toMatchObject({ code: 'MissingParameter' });
    const { NatGateway } = await call('CreateNatGateway', { SubnetId: open, ConnectivityType: 'private' });
    expect(NatGateway.NatGatewayAddresses[0]).not.toHaveProperty('PrivateIp');
    await pass(200);
    const { NatGateways } = await call('DescribeNatGateways', { NatGatewayIds: [NatGateway.NatGatewayId] });
    expect(NatGateways[0].NatGatewayAddresses).toMatchObject([{ PrivateIp: expect.stringMatching(/^10\.1\.1\./), Status: 'succeeded' }]);
  });
});

describe('route tables', () => {
  it('are given to subnets and taken away, and the main one is replaced', async () => {
    const { call, VpcId, open, openTable, closedTable } = await twoSubnets();
    const tables = async () => (await call('DescribeRouteTables', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] })).RouteTables;
    const associated = async (id: string) =>
      (await tables()).find((one: { RouteTableId: string }) => one.RouteTableId === id).Associations as any[];
    const [association] = await associated(openTable);
    const taken = { RouteTableId: closedTable, SubnetId: open };
    await expect(call('AssociateRouteTable', taken)).rejects.toMatchObject({ code: 'Resource.AlreadyAssociated' });
    const again = await call('AssociateRouteTable', { RouteTableId: openTable, SubnetId: open });
    expect(again.AssociationId).toBe(association.RouteTableAssociationId);
    await expect(call('DeleteRouteTable', { RouteTableId: openTable })).rejects.toMatchObject({ code: 'DependencyViolation' });
    const moved = { AssociationId: association.RouteTableAssociationId, RouteTableId: closedTable };
    const { NewAssociationId } = await call('ReplaceRouteTableAssociation', moved);
    expect(await associated(closedTable)).toHaveLength(2);
    await call('DisassociateRouteTable', { AssociationId: NewAssociationId });
    const main = (await tables()).find((one: any) => one.Associations.some(({ Main }: { Main: boolean }) => Main));
    const [{ RouteTableAssociationId: AssociationId }] = main.Associations;
    await expect(call('DisassociateRouteTable', { AssociationId })).rejects.toMatchObject({ code: 'InvalidParameterValue' });
    await call('ReplaceRouteTableAssociation', { AssociationId, RouteTableId: openTable });
    await call('DeleteRouteTable', { RouteTableId: main.RouteTableId });
    await expect(call('DeleteRouteTable', { RouteTableId: openTable })).rejects.toMatchObject({ code: 'DependencyViolation' });
  });

  it.each([
    ['RouteAlreadyExists', { DestinationCidrBlock: '10.1.0.0/16' }],
    ['InvalidParameterValue', { DestinationCidrBlock: '10.1.1.0/24' }],
    ['InvalidParameterValue', { DestinationCidrBlock: 'any' }],
    ['InvalidNatGatewayID.NotFound', { NatGatewayId: 'nat-00000000', GatewayId: undefined }],
    ['InvalidGatewayID.NotFound', { GatewayId: 'igw-00000000' }],
    ['InvalidTransitGatewayID.NotFound', { TransitGatewayId: 'tgw-00000000', GatewayId: undefined }],
    ['MissingParameter', { GatewayId: undefined }],
    ['InvalidParameterCombination', { NatGatewayId: 'nat-00000000' }],
  ])('take no route that is refused with %s', async (code, wanted) => {
    const { call, openTable, internet } = await twoSubnets();
    await call('CreateRoute', { RouteTableId: openTable, DestinationCidrBlock: '10.9.0.0/16', GatewayId: await internet() });
    const [{ InternetGatewayId: GatewayId }] = (await call('DescribeInternetGateways')).InternetGateways;
    const route = { RouteTableId: openTable, DestinationCidrBlock: '0.0.0.0/0', GatewayId, ...wanted };
    await expect(call('CreateRoute', route)).rejects.toMatchObject({ code });
  });

  it('have routes that go, but for those of the VPC', async () => {
    const { call, openTable, route, internet } = await twoSubnets();
    const GatewayId = await internet();
    await route(openTable, { GatewayId });
    const gone = (DestinationCidrBlock: string) => call('DeleteRoute', { RouteTableId: openTable, DestinationCidrBlock });
    await gone('0.0.0.0/0');
    await expect(gone('0.0.0.0/0')).rejects.toMatchObject({ code: 'InvalidRoute.NotFound' });
    await expect(gone('10.1.0.0/16')).rejects.toMatchObject({ code: 'InvalidParameterValue' });
  });
});

describe('an internet gateway', () => {
  it('leaves routes that lead nowhere while it is detached', async () => {
    const { call, VpcId, openTable, route, internet } = await twoSubnets();
    const InternetGatewayId = await internet();
    await route(openTable, { GatewayId: InternetGatewayId });
    const state = async () => (await call('DescribeRouteTables', { RouteTableIds: [openTable] })).RouteTables[0].Routes[1].State;
    await call('DetachInternetGateway', { InternetGatewayId, VpcId });
    expect(await state()).toBe('blackhole');
    await call('AttachInternetGateway', { InternetGatewayId, VpcId });
    expect(await state()).toBe('active');
  });

  it('is of one VPC, which has no other, and stays while it is attached', async () => {
    const { call, VpcId, internet } = await twoSubnets();
    const InternetGatewayId = await internet();
    const other = (await call('CreateInternetGateway')).InternetGateway.InternetGatewayId;
    await expect(call('AttachInternetGateway', { InternetGatewayId, VpcId })).rejects.toMatchObject({ code: 'Resource.AlreadyAssociated' });
    await expect(call('AttachInternetGateway', { InternetGatewayId: other, VpcId })).rejects.toMatchObject({
      code: 'InvalidParameterValue',
    });
    await expect(call('DetachInternetGateway', { InternetGatewayId: other, VpcId })).rejects.toMatchObject({ code: 'Gateway.NotAttached' });
    await expect(call('DeleteInternetGateway', { InternetGatewayId })).rejects.toMatchObject({ code: 'DependencyViolation' });
    await expect(call('DeleteVpc', { VpcId })).rejects.toMatchObject({ code: 'DependencyViolation' });
    await call('DetachInternetGateway', { InternetGatewayId, VpcId });
    await call('DeleteInternetGateway', { InternetGatewayId });
  });
});
