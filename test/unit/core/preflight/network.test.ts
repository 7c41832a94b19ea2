import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  type IpPermission,
  type Route,
} from '@aws-sdk/client-ec2';
import { beforeEach, expect, test } from 'vitest';
import type { Environment } from '../../../../core/environment/environment.ts';
import type { Problem } from '../../../../core/environment/problem.ts';
import { checkNetwork } from '../../../../core/preflight/network.ts';
import { healthyAccount, subnets } from '../../account.ts';
import { ec2 } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { rejection } from '../../service-errors.ts';

const noRoute = [{ Associations: [{ Main: true }], Routes: [{ DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }] }];
const endpoint = (name: string) => ({ ServiceName: `com.amazonaws.us-east-1.${name}` });

function egress(...IpPermissionsEgress: IpPermission[]): void {
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [{ IpPermissionsEgress }] });
}

async function problemsOf(checked: Environment): Promise<Problem[]> {
  return (await checkNetwork(checked)).problems;
}

beforeEach(healthyAccount);

test('finds nothing wrong with three private subnets behind a NAT gateway', async () => {
  expect(await problemsOf(environment())).toEqual([]);
  expect(ec2.commandCalls(DescribeRouteTablesCommand)[0]!.args[0].input).toEqual({
    Filters: [{ Name: 'vpc-id', Values: ['vpc-00000001'] }],
  });
});

test('names a subnet that does not exist, in the words of EC2', async () => {
  const message = "The subnet ID 'subnet-0aaa1111aaa1111aa' does not exist";
  ec2.on(DescribeSubnetsCommand).rejects(rejection('InvalidSubnetID.NotFound', message));

  expect(await problemsOf(environment())).toEqual([
    { path: 'subnetIds', problem: message, remedy: 'name subnets of this account and region' },
  ]);
});

test('refuses two subnets of one availability zone', async () => {
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [subnets[0]!, { ...subnets[1]!, AvailabilityZone: 'us-east-1a' }, subnets[2]!] });

  expect(await problemsOf(environment())).toEqual([
    {
      path: 'subnetIds.1',
      problem: 'subnet-0bbb2222bbb2222bb is in us-east-1a, as subnet-0aaa1111aaa1111aa is',
      remedy: 'name one subnet for each availability zone',
    },
  ]);
});

test('refuses subnets of two VPCs', async () => {
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [subnets[0]!, subnets[1]!, { ...subnets[2]!, VpcId: 'vpc-00000002' }] });

  expect(await problemsOf(environment())).toMatchObject([{ path: 'subnetIds.2', remedy: 'name subnets of one VPC' }]);
});

test("keeps the file's order, whatever the order of EC2's answer", async () => {
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ ...subnets[2]!, VpcId: 'vpc-00000002' }, subnets[1]!, subnets[0]!] });

  expect(await problemsOf(environment())).toMatchObject([{ path: 'subnetIds.2' }]);
});

test('refuses a task without a security group: the one of the cluster lets nothing out', async () => {
  const checked = environment({ activation: { securityGroupIds: [] } });

  expect(await problemsOf(checked)).toEqual([
    {
      path: 'activation.securityGroupIds',
      problem: 'no egress to port 443 for the task that sets up users',
      remedy: "name a security group that allows it: the cluster's own allows 2223–2225 only",
    },
  ]);
  expect(ec2.commandCalls(DescribeSecurityGroupsCommand)).toHaveLength(0);
});

test.each([
  ['everything', { IpProtocol: '-1' }, true],
  ['port 443', { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }, true],
  ['a range around it', { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535 }, true],
  ['port 80', { IpProtocol: 'tcp', FromPort: 80, ToPort: 80 }, false],
  ['port 443 of UDP', { IpProtocol: 'udp', FromPort: 443, ToPort: 443 }, false],
])('a group that allows %s lets the task out: %j %s', async (_, permission, passes) => {
  egress(permission);

  expect((await problemsOf(environment())).length === 0).toBe(passes);
});

test('names a security group that does not exist', async () => {
  ec2.on(DescribeSecurityGroupsCommand).rejects(rejection('InvalidGroup.NotFound', 'The security group does not exist'));

  expect(await problemsOf(environment())).toMatchObject([
    { path: 'activation.securityGroupIds', problem: 'The security group does not exist' },
  ]);
});

test('names the endpoints that are missing where no route leads out', async () => {
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: noRoute });
  ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: ['ecr.api', 'ecr.dkr', 'logs'].map(endpoint) });

  expect(await problemsOf(environment())).toEqual([
    {
      path: 'subnetIds',
      problem: 'the subnets have neither a route to the internet nor endpoints for s3, secretsmanager',
      remedy: expect.stringContaining('NAT gateway'),
    },
  ]);
});

test('is content with the endpoints instead of a route', async () => {
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: noRoute });
  ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager'].map(endpoint) });

  expect(await problemsOf(environment())).toEqual([]);
});

test.each<[string, Route, boolean]>([
  ['a NAT gateway', { NatGatewayId: 'nat-1' }, true],
  ['a transit gateway', { TransitGatewayId: 'tgw-1' }, true],
  ['an appliance', { NetworkInterfaceId: 'eni-1' }, true],
  ['an internet gateway, without a public address', { GatewayId: 'igw-1' }, false],
  ['a firewall endpoint', { GatewayId: 'vpce-1' }, true],
  ['a virtual private gateway', { GatewayId: 'vgw-1' }, true],
  ['a core network', { CoreNetworkArn: 'arn:core' }, true],
  ['a NAT gateway that is gone', { NatGatewayId: 'nat-1', State: 'blackhole' }, false],
])('a default route to %s', async (_, target, leadsOut) => {
  const Routes = [{ DestinationCidrBlock: '0.0.0.0/0', ...target }];
  ec2.on(DescribeRouteTablesCommand).resolves({ RouteTables: [{ Associations: [{ Main: true }], Routes }] });

  expect((await problemsOf(environment())).length === 0).toBe(leadsOut);
});

test("a subnet's own route table counts before the main one", async () => {
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [
      { Associations: [{ Main: true }], Routes: [{ DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' }] },
      { Associations: [{ SubnetId: 'subnet-0ccc3333ccc3333cc' }], Routes: [] },
    ],
  });

  expect(await problemsOf(environment())).toMatchObject([{ path: 'subnetIds', problem: expect.stringContaining('ecr.api') }]);
});

test('an EC2 that refuses for another reason is no fault of the file', async () => {
  ec2.on(DescribeSubnetsCommand).rejects(rejection('UnauthorizedOperation'));

  await expect(problemsOf(environment())).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
});
