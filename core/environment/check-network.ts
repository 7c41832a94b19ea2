import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  type Route,
  type RouteTable,
  type SecurityGroup,
  type Subnet,
} from '@aws-sdk/client-ec2';
import { ec2 } from '../aws/ec2.ts';
import type { Problem } from './check-environment.ts';
import type { Environment } from './environment.ts';

/** What the task that sets up users has to reach, beside the HSMs. */
const neededEndpoints = ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager'];

/** Subnets that CloudHSM would refuse, and a network in which the task could not start. */
export async function networkProblems(environment: Environment): Promise<Problem[]> {
  const subnets = await findSubnets(environment.subnetIds);
  if ('problems' in subnets) return subnets.problems;
  return [...subnetProblems(environment.subnetIds, subnets.found), ...(await egressProblems(environment, subnets.found))];
}

async function findSubnets(SubnetIds: string[]): Promise<{ found: Subnet[] } | { problems: Problem[] }> {
  try {
    const { Subnets = [] } = await ec2().send(new DescribeSubnetsCommand({ SubnetIds }));
    return { found: SubnetIds.map((id) => Subnets.find(({ SubnetId }) => SubnetId === id)!) };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return { problems: [{ path: 'subnetIds', problem: error.message, remedy: 'name subnets of this account and region' }] };
  }
}

function subnetProblems(ids: string[], subnets: Subnet[]): Problem[] {
  const problems: Problem[] = [];
  for (const [index, { AvailabilityZone, VpcId }] of subnets.entries()) {
    const path = `subnetIds.${index}`;
    const twin = subnets.findIndex((other) => other.AvailabilityZone === AvailabilityZone);
    if (twin < index) {
      const problem = `${ids[index]} is in ${AvailabilityZone}, as ${ids[twin]} is`;
      problems.push({ path, problem, remedy: 'name one subnet for each availability zone' });
    }
    if (VpcId !== subnets[0]?.VpcId) {
      problems.push({ path, problem: `${ids[index]} is in another VPC than ${ids[0]}`, remedy: 'name subnets of one VPC' });
    }
  }
  return problems;
}

async function egressProblems({ activation }: Environment, subnets: Subnet[]): Promise<Problem[]> {
  const path = 'activation.securityGroupIds';
  const groups = await findSecurityGroups(activation.securityGroupIds);
  if ('problems' in groups) return groups.problems;
  if (!groups.found.some(allowsHttps)) {
    const problem = 'no egress to port 443 for the task that sets up users';
    return [{ path, problem, remedy: "name a security group that allows it: the cluster's own allows 2223–2225 only" }];
  }
  const missing = await missingEndpoints(subnets);
  if (missing.length === 0) return [];
  const problem = `the subnets have neither a route to the internet nor endpoints for ${missing.join(', ')}`;
  return [{ path: 'subnetIds', problem, remedy: 'add a NAT gateway or these VPC endpoints: the task fetches its image and secrets' }];
}

async function findSecurityGroups(GroupIds: string[]): Promise<{ found: SecurityGroup[] } | { problems: Problem[] }> {
  if (GroupIds.length === 0) return { found: [] };
  try {
    const { SecurityGroups = [] } = await ec2().send(new DescribeSecurityGroupsCommand({ GroupIds }));
    return { found: SecurityGroups };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return { problems: [{ path: 'activation.securityGroupIds', problem: error.message, remedy: 'name security groups of the VPC' }] };
  }
}

function allowsHttps({ IpPermissionsEgress = [] }: SecurityGroup): boolean {
  return IpPermissionsEgress.some(
    ({ IpProtocol, FromPort = 0, ToPort = 65535 }) => IpProtocol === '-1' || (IpProtocol === 'tcp' && FromPort <= 443 && ToPort >= 443),
  );
}

async function missingEndpoints(subnets: Subnet[]): Promise<string[]> {
  const vpc = [{ Name: 'vpc-id', Values: [subnets[0]?.VpcId ?? ''] }];
  const { RouteTables = [] } = await ec2().send(new DescribeRouteTablesCommand({ Filters: vpc }));
  if (subnets.every(({ SubnetId = '' }) => leadsOut(SubnetId, RouteTables))) return [];
  const { VpcEndpoints = [] } = await ec2().send(new DescribeVpcEndpointsCommand({ Filters: vpc }));
  return neededEndpoints.filter((name) => !VpcEndpoints.some(({ ServiceName = '' }) => ServiceName.endsWith(`.${name}`)));
}

function leadsOut(subnetId: string, tables: RouteTable[]): boolean {
  const own = tables.find(({ Associations = [] }) => Associations.some(({ SubnetId }) => SubnetId === subnetId));
  const table = own ?? tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main));
  return (table?.Routes ?? []).some(
    (route) => route.DestinationCidrBlock === '0.0.0.0/0' && route.State !== 'blackhole' && servesPrivateSubnets(route),
  );
}

/** What carries packets of a task without a public address: anything but an internet gateway. */
function servesPrivateSubnets({ GatewayId, NatGatewayId, TransitGatewayId, NetworkInterfaceId, CoreNetworkArn }: Route): boolean {
  if ([NatGatewayId, TransitGatewayId, NetworkInterfaceId, CoreNetworkArn].some((target) => target !== undefined)) return true;
  return /^(vgw|vpce)-/.test(GatewayId ?? '');
}

function isNotFound(error: unknown): error is Error {
  return error instanceof Error && /\.(NotFound|Malformed)$/.test(error.name);
}
