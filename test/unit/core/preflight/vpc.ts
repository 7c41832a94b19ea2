import {
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  type IpPermission,
  type NatGateway,
  type Route,
  type SecurityGroup,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { checkNetwork } from '../../../../core/preflight/network.ts';
import { emptyAccount, group, https, subnets } from '../../account.ts';
import { ec2 } from '../../aws.ts';
import { environment } from '../../environments.ts';

export const local: Route = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' };
export const everywhere = '0.0.0.0/0';
export const services = ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager'];

export function routesAre(...Routes: Route[]): void {
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [{ RouteTableId: 'rtb-1', Associations: [{ Main: true }], Routes: [local, ...Routes] }],
  });
}

export function endpoint(service: string, changes: Partial<VpcEndpoint> = {}): VpcEndpoint {
  const gateway = service === 's3';
  return {
    VpcEndpointId: `vpce-${service}`,
    VpcEndpointType: gateway ? 'Gateway' : 'Interface',
    ServiceName: `com.amazonaws.us-east-1.${service}`,
    State: 'available' as never, // as the API writes it
    PrivateDnsEnabled: !gateway,
    Groups: gateway ? [] : [{ GroupId: 'sg-endpoints' }],
    SubnetIds: gateway ? [] : subnets.map(({ SubnetId }) => SubnetId),
    ...changes,
  };
}

export const interfaceOfS3: Partial<VpcEndpoint> = {
  ...endpoint('logs'),
  VpcEndpointId: 'vpce-s3i',
  ServiceName: 'com.amazonaws.us-east-1.s3',
};

export const s3Route: Route = { DestinationPrefixListId: 'pl-s3', GatewayId: 'vpce-s3' };

/** A VPC without a way out but these endpoints: one for each service, some of them changed; `undefined` is left out. */
export function isolated(changes: Record<string, Partial<VpcEndpoint> | undefined> = {}): void {
  routesAre(s3Route);
  const kept = services.filter((service) => !(service in changes) || changes[service]);
  ec2.on(DescribeVpcEndpointsCommand).resolves({ VpcEndpoints: kept.map((service) => endpoint(service, changes[service])) });
}

/** The rules of the task's group and those of the endpoints' group. */
export function groupsAre(out: IpPermission[], into: IpPermission[] = [https({ IpRanges: [{ CidrIp: '10.0.0.0/16' }] })]): void {
  const guard: SecurityGroup = group([], { GroupId: 'sg-endpoints', IpPermissions: into });
  ec2.on(DescribeSecurityGroupsCommand).resolves({ SecurityGroups: [group(out)] });
  ec2.on(DescribeSecurityGroupsCommand, { GroupIds: ['sg-endpoints'] }).resolves({ SecurityGroups: [guard] });
}

export async function found(activation: object = {}, facts = emptyAccount) {
  return checkNetwork(environment({ activation: { securityGroupIds: ['sg-0e6e55e6e55e6e55e'], ...activation } }), facts);
}

/** What is said of the way out: nothing, that there is none, or that it cannot be seen. */
export async function verdict(): Promise<string> {
  const { problems, warnings } = await found();
  if (problems.length > 0) return `no: ${problems.map(({ problem }) => problem).join('; ')}`;
  return warnings.length > 0 ? `unseen: ${warnings.map(({ problem }) => problem).join('; ')}` : 'yes';
}

/** A NAT gateway to which the subnets lead, and the routes of the subnet in which it is. */
export function natIs(changes: Partial<NatGateway>, ...routes: Route[]): void {
  ec2.on(DescribeNatGatewaysCommand).resolves({
    NatGateways: [{ NatGatewayId: 'nat-1', State: 'available', ConnectivityType: 'public', SubnetId: 'subnet-public', ...changes }],
  });
  const own = { DestinationCidrBlock: everywhere, NatGatewayId: 'nat-1' };
  ec2.on(DescribeRouteTablesCommand).resolves({
    RouteTables: [
      { RouteTableId: 'rtb-1', Associations: [{ Main: true }], Routes: [local, own] },
      { RouteTableId: 'rtb-2', Associations: [{ SubnetId: 'subnet-public' }], Routes: [local, ...routes] },
    ],
  });
}
