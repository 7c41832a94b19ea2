export interface Vpc {
  vpcId: string;
  /** Its range, and those that were added to it. */
  cidrs: [string, ...string[]];
  /** The account that owns it. Of a VPC that another shares, only what participants may describe is shown. */
  ownerId: string;
}

export interface Subnet {
  subnetId: string;
  vpcId: string;
  availabilityZone: string;
  cidr: string;
  freeAddresses: number;
}

/** What a group lets through, to or from a range, another group or a prefix list. */
export interface SecurityGroupRule {
  /** `tcp`, `udp`, `icmp`, or `-1` for everything. */
  protocol: string;
  fromPort?: number;
  toPort?: number;
  cidr?: string;
  /** A group's id, or `self` for the group that the rule belongs to. */
  groupId?: string;
  prefixList?: string;
}

export interface SecurityGroup {
  groupId: string;
  groupName: string;
  description: string;
  vpcId: string;
  ownerId: string;
  ingress: SecurityGroupRule[];
  egress: SecurityGroupRule[];
}

export interface RouteTable {
  routeTableId: string;
  vpcId: string;
  main: boolean;
  subnetIds: string[];
  routes: Route[];
}

export interface Route {
  /** A range, or the id of a prefix list. */
  destination: string;
  /** `local`, or the id or ARN of what it leads to. */
  target: string;
  blackhole: boolean;
  /** Services beyond it, where it leads to their endpoints in another VPC and to nothing else. */
  reaches?: string[];
}

export interface VpcEndpoint {
  endpointId: string;
  vpcId: string;
  /** The last part of its service's name: `ecr.api`, `s3`. */
  service: string;
  type: 'Interface' | 'Gateway';
  state: string;
  privateDns: boolean;
  subnetIds: string[];
  routeTableIds: string[];
  /** Groups that guard an interface endpoint. */
  securityGroupIds: string[];
}

export interface NetworkInterface {
  eniId: string;
  ip: string;
  subnetId: string;
  vpcId: string;
  availabilityZone: string;
  groupIds: string[];
  description: string;
}

export const everything: SecurityGroupRule = { protocol: '-1', cidr: '0.0.0.0/0' };
export const httpsAnywhere: SecurityGroupRule = { protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' };

/** Services whose VPC endpoint is a gateway unless it is said to be an interface. */
export const gatewayServices = ['s3', 'dynamodb'];
