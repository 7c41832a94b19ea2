import {
  DescribeAvailabilityZonesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  type IpPermission,
  type Subnet,
} from '@aws-sdk/client-ec2';
import { beforeEach, expect, test } from 'vitest';
import type { Environment } from '../../../../core/environment/environment.ts';
import type { Problem } from '../../../../core/environment/problem.ts';
import { checkNetwork } from '../../../../core/preflight/network.ts';
import { emptyAccount, group, healthyAccount, hsmIn, https, standing, subnets, vpcId } from '../../account.ts';
import { ec2 } from '../../aws.ts';
import { environment } from '../../environments.ts';
import { rejection } from '../../service-errors.ts';

async function problemsOf(checked: Environment, facts = emptyAccount): Promise<Problem[]> {
  return (await checkNetwork(checked, facts)).problems;
}

/** The subnets of the file, some of them changed. */
function subnetsAre(...changes: Partial<Subnet>[]): void {
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: subnets.map((subnet, index) => ({ ...subnet, ...changes[index] })) });
}

beforeEach(healthyAccount);

test('finds nothing wrong with three private subnets behind a NAT gateway, and does not warn', async () => {
  expect(await checkNetwork(environment(), emptyAccount)).toEqual({ problems: [], warnings: [] });
  expect(ec2.commandCalls(DescribeRouteTablesCommand)[0]!.args[0].input).toEqual({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] });
});

test('names a subnet that does not exist, in the words of EC2', async () => {
  const message = "The subnet ID 'subnet-0aaa1111aaa1111aa' does not exist";
  ec2.on(DescribeSubnetsCommand).rejects(rejection('InvalidSubnetID.NotFound', message));

  expect(await problemsOf(environment())).toEqual([
    { path: 'subnetIds', problem: message, remedy: 'name subnets of this account and region' },
  ]);
});

test('names subnets and groups that do not exist at once', async () => {
  ec2.on(DescribeSubnetsCommand).rejects(rejection('InvalidSubnetID.NotFound'));
  ec2.on(DescribeSecurityGroupsCommand).rejects(rejection('InvalidGroup.NotFound', 'The security group does not exist'));

  expect(await problemsOf(environment())).toMatchObject([
    { path: 'subnetIds' },
    { path: 'activation.securityGroupIds', problem: 'The security group does not exist' },
  ]);
});

test('refuses two subnets of one availability zone', async () => {
  subnetsAre({}, { AvailabilityZone: 'us-east-1a' });

  expect(await problemsOf(environment())).toEqual([
    {
      path: 'subnetIds.1',
      problem: 'subnet-0bbb2222bbb2222bb is in us-east-1a, as subnet-0aaa1111aaa1111aa is',
      remedy: 'name one subnet for each availability zone',
    },
  ]);
});

test('refuses subnets of two VPCs', async () => {
  subnetsAre({}, {}, { VpcId: 'vpc-00000002' });

  expect(await problemsOf(environment())).toMatchObject([{ path: 'subnetIds.2', remedy: 'name subnets of one VPC' }]);
});

test("keeps the file's order, whatever the order of EC2's answer", async () => {
  ec2.on(DescribeSubnetsCommand).resolves({ Subnets: [{ ...subnets[2]!, VpcId: 'vpc-00000002' }, subnets[1]!, subnets[0]!] });

  expect(await problemsOf(environment())).toMatchObject([{ path: 'subnetIds.2' }]);
});

test.each([
  ['a Local Zone', 'us-east-1-bos-1a', { ZoneType: 'local-zone' }, {}],
  ['a Wavelength Zone', 'us-east-1-wl1-bos-wlz-1', { ZoneType: 'wavelength-zone' }, {}],
  ['on an Outpost', 'us-east-1a', { ZoneType: 'availability-zone' }, { OutpostArn: 'arn:aws:outposts:us-east-1:1:outpost/op-1' }],
])('refuses a subnet in %s: CreateHsm takes no such zone', async (words, AvailabilityZone, zone, changes) => {
  subnetsAre({ AvailabilityZone, ...changes });
  const others = subnets.slice(1).map((subnet) => ({ ZoneName: subnet.AvailabilityZone, ZoneType: 'availability-zone' }));
  ec2.on(DescribeAvailabilityZonesCommand).resolves({ AvailabilityZones: [{ ZoneName: AvailabilityZone, ...zone }, ...others] });

  expect(await problemsOf(environment())).toEqual([
    {
      path: 'subnetIds.0',
      problem: `subnet-0aaa1111aaa1111aa is in ${AvailabilityZone}, ${words}, where CloudHSM makes no HSM`,
      remedy: 'name a subnet of an availability zone of the region',
    },
  ]);
});

test('wants an address for each HSM that the subnet gets, and one for the task and KMS', async () => {
  subnetsAre({ AvailableIpAddressCount: 2 }, { AvailableIpAddressCount: 1 }, { AvailableIpAddressCount: 0 });

  const problem = (id: string, free: number) => ({
    problem: `${id} has ${free} free addresses, and 2 are needed: 1 for HSMs, one for the task that sets up users and for KMS`,
    remedy: expect.stringContaining('name another subnet of us-east-1'),
  });
  expect(await problemsOf(environment())).toEqual([
    { path: 'subnetIds.1', ...problem('subnet-0bbb2222bbb2222bb', 1) },
    { path: 'subnetIds.2', ...problem('subnet-0ccc3333ccc3333cc', 0) },
  ]);
});

test('counts what an HSM that stands has taken already', async () => {
  subnetsAre({ AvailableIpAddressCount: 1 }, { AvailableIpAddressCount: 1 }, { AvailableIpAddressCount: 1 });
  const hsms = ['us-east-1a', 'us-east-1b', 'us-east-1c'].map((zone) => hsmIn(zone));
  expect(await problemsOf(environment(), standing({ hsms }))).toEqual([]);

  expect(await problemsOf(environment(), standing({ hsms: hsms.slice(1) }))).toEqual([
    {
      path: 'subnetIds.0',
      problem: expect.stringContaining('1 free addresses, and 2 are needed'),
      remedy: 'free addresses in it: a cluster keeps its subnets',
    },
  ]);
});

test('wants an address in a subnet that gets no HSM too: the task may start there', async () => {
  subnetsAre({}, {}, { AvailableIpAddressCount: 0 });

  expect(await problemsOf(environment({ hsmCount: 2 }))).toMatchObject([
    { path: 'subnetIds.2', problem: expect.stringContaining('0 free addresses, and 1 is needed: 0 for HSMs') },
  ]);
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

const everywhere = { IpRanges: [{ CidrIp: '0.0.0.0/0' }] };

test.each<[string, IpPermission, boolean]>([
  ['everything', { IpProtocol: '-1', ...everywhere }, true],
  ['port 443', https(), true],
  ['a range around it', { IpProtocol: 'tcp', FromPort: 0, ToPort: 65535, ...everywhere }, true],
  ['port 80', { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, ...everywhere }, false],
  ['port 443 of UDP', { IpProtocol: 'udp', FromPort: 443, ToPort: 443, ...everywhere }, false],
])('a group that allows %s lets the task out: %j %s', async (_, permission, passes) => {
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [group([permission])] });

  expect((await problemsOf(environment())).length === 0).toBe(passes);
});

test('refuses a security group of another VPC, which ECS would', async () => {
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [group([https()], { VpcId: 'vpc-00000002' })] });

  expect(await problemsOf(environment())).toEqual([
    {
      path: 'activation.securityGroupIds.0',
      problem: 'sg-0e6e55e6e55e6e55e is in vpc-00000002, and the subnets are in vpc-00000001',
      remedy: 'name security groups of vpc-00000001',
    },
  ]);
});

test('an EC2 that refuses for another reason is no fault of the file', async () => {
  ec2.on(DescribeSubnetsCommand).rejects(rejection('UnauthorizedOperation'));

  await expect(problemsOf(environment())).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
});
