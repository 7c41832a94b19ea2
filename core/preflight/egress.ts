import { DescribeRouteTablesCommand, DescribeVpcEndpointsCommand, type Route, type RouteTable, type Subnet } from '@aws-sdk/client-ec2';
import { ec2 } from '../aws/ec2.ts';
import { type Findings, nothing, refused } from './findings.ts';

/** What the task that sets up users has to reach, beside the HSMs. */
const neededEndpoints = ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager'];

/** The task fetches its image and secrets, and writes its log: over the internet or over endpoints. */
export async function checkEgress(subnets: Subnet[]): Promise<Findings> {
  const missing = await missingEndpoints(subnets);
  if (missing.length === 0) return nothing;
  const problem = `the subnets have neither a route to the internet nor endpoints for ${missing.join(', ')}`;
  const remedy = 'add a NAT gateway or these VPC endpoints: the task fetches its image and secrets';
  return refused({ path: 'subnetIds', problem, remedy });
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
