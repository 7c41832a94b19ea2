import { expect, test } from 'vitest';
import { caller } from '../emulator/ec2/calls.ts';
import { deployed } from './deployment.ts';
import { withoutKeyStore } from './environment-file.ts';

test('an environment comes up in a VPC that was made by the API, once there is a way out of its subnets', async () => {
  const deployment = await deployed();
  const { home } = deployment;
  const call = caller(home);
  const VpcId: string = (await call('CreateVpc', { CidrBlock: '10.7.0.0/16' })).Vpc.VpcId;
  const subnet = async (CidrBlock: string, zone: string): Promise<string> =>
    (await call('CreateSubnet', { VpcId, CidrBlock, AvailabilityZone: `us-east-1${zone}` })).Subnet.SubnetId;
  const subnetIds = [await subnet('10.7.1.0/24', 'a'), await subnet('10.7.2.0/24', 'b')];
  const open = await subnet('10.7.100.0/24', 'a');
  const group: string = (await call('CreateSecurityGroup', { GroupName: 'tasks', Description: 'of tasks', VpcId })).GroupId;
  const file = withoutKeyStore({ subnetIds, activation: { type: 'automatic', securityGroupIds: [group] } });
  expect((await deployment.run(file)).error, 'without a way out').toBe('InvalidEnvironment');

  const { InternetGatewayId } = (await call('CreateInternetGateway')).InternetGateway;
  await call('AttachInternetGateway', { InternetGatewayId, VpcId });
  const { AllocationId } = await call('AllocateAddress');
  const { NatGatewayId } = (await call('CreateNatGateway', { SubnetId: open, AllocationId })).NatGateway;
  const outward = async (SubnetId: string, target: object) => {
    const { RouteTableId } = (await call('CreateRouteTable', { VpcId })).RouteTable;
    await call('AssociateRouteTable', { RouteTableId, SubnetId });
    await call('CreateRoute', { RouteTableId, DestinationCidrBlock: '0.0.0.0/0', ...target });
  };
  await outward(open, { GatewayId: InternetGatewayId });
  for (const id of subnetIds) await outward(id, { NatGatewayId });
  await home.clock.advance(300);

  const { status, output } = await deployment.run(file);
  expect([status, output.cluster.state]).toEqual(['SUCCEEDED', 'ACTIVE']);
  const cluster = home.cloudhsmv2.cluster(output.cluster.id)!;
  expect([cluster.vpcId, home.ec2.securityGroup(cluster.securityGroupId!)!.vpcId]).toEqual([VpcId, VpcId]);
  const { NetworkInterfaces } = await call('DescribeNetworkInterfaces', { Filters: [{ Name: 'subnet-id', Values: subnetIds }] });
  expect(NetworkInterfaces.map(({ PrivateIpAddress }: { PrivateIpAddress: string }) => PrivateIpAddress).toSorted()).toEqual(
    output.cluster.hsms.map(({ ip }) => ip).toSorted(),
  );
  const inUse = { code: 'DependencyViolation' };
  await expect(call('DeleteSubnet', { SubnetId: subnetIds[0] })).rejects.toMatchObject(inUse);
  await expect(call('DeleteSecurityGroup', { GroupId: cluster.securityGroupId })).rejects.toMatchObject(inUse);
});
