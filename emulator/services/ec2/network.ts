export interface Vpc {
  vpcId: string;
  /** Its range, and those that were added to it. */
  ranges: [VpcRange, ...VpcRange[]];
  /** The account that owns it. Of a VPC that another shares, only what participants may describe is shown. */
  ownerId: string;
  tenancy: 'default' | 'dedicated' | 'host';
  attributes: VpcAttributes;
}

export interface VpcRange {
  associationId: string;
  cidr: string;
}

export interface VpcAttributes {
  enableDnsHostnames: boolean;
  enableDnsSupport: boolean;
  enableNetworkAddressUsageMetrics: boolean;
}

export interface Subnet {
  subnetId: string;
  vpcId: string;
  availabilityZone: string;
  cidr: string;
  freeAddresses: number;
  /** Shown alone: nothing that runs here has a public address. */
  mapPublicIpOnLaunch: boolean;
  /** The network ACL that it was given; without one, it has the default one of its VPC. */
  acl?: { aclId: string; associationId: string };
  /** How instances are named, shown alone. */
  names: { type: 'ip-name' | 'resource-name'; a: boolean; aaaa: boolean };
}

/** What a group lets through, to or from a range, another group or a prefix list. */
export interface SecurityGroupRule {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, the number of another protocol, or `-1` for everything. */
  protocol: string;
  fromPort?: number;
  toPort?: number;
  cidr?: string;
  /** An IPv6 range: kept and shown, since nothing here has such an address. */
  cidr6?: string;
  /** A group's id, or `self` for the group that the rule belongs to. */
  groupId?: string;
  prefixList?: string;
  description?: string;
}

/** A rule that a group has. */
export interface HeldRule extends SecurityGroupRule {
  /** `sgr-…` */
  ruleId: string;
}

export interface SecurityGroup {
  groupId: string;
  groupName: string;
  description: string;
  vpcId: string;
  ownerId: string;
  ingress: HeldRule[];
  egress: HeldRule[];
  /** Rules that it has or had: ids of rules depend on it. */
  rulesMade: number;
}

export interface RouteTable {
  routeTableId: string;
  vpcId: string;
  /** With subnets; the one without a subnet makes it the main table of its VPC. */
  associations: RouteTableAssociation[];
  routes: Route[];
}

export interface RouteTableAssociation {
  associationId: string;
  subnetId?: string;
}

export interface Route {
  /** A range, IPv4 or IPv6, or the id of a prefix list. */
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
  /** Its network interfaces, one in each of its subnets; none of one that is declared. */
  interfaceIds: string[];
  /** JSON, kept and shown. */
  policy: string;
  createdAt: Date;
}

export interface InternetGateway {
  gatewayId: string;
  vpcId?: string;
}

export interface NatGateway {
  gatewayId: string;
  vpcId: string;
  subnetId: string;
  connectivity: 'public' | 'private';
  state: 'pending' | 'available' | 'deleting' | 'deleted' | 'failed';
  failure?: { code: string; message: string };
  interfaceId: string;
  privateIp: string;
  /** Of the address that a public one has. */
  allocationId?: string;
  createdAt: Date;
  deletedAt?: Date;
}

/** An Elastic IP address. */
export interface Address {
  allocationId: string;
  publicIp: string;
  /** While something has it. */
  association?: { associationId: string; interfaceId: string; privateIp: string };
}

export interface NetworkInterface {
  eniId: string;
  ip: string;
  subnetId: string;
  vpcId: string;
  availabilityZone: string;
  groupIds: string[];
  description: string;
  type: 'interface' | 'nat_gateway' | 'vpc_endpoint';
}

export const everything: SecurityGroupRule = { protocol: '-1', cidr: '0.0.0.0/0' };
export const httpsAnywhere: SecurityGroupRule = { protocol: 'tcp', fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' };

/** Services whose VPC endpoint is a gateway unless it is said to be an interface. */
export const gatewayServices = ['s3', 'dynamodb'];

export function cidrsOf({ ranges }: Vpc): string[] {
  return ranges.map(({ cidr }) => cidr);
}

/** Whether subnets that no table names have this one. */
export function isMain({ associations }: RouteTable): boolean {
  return associations.some(({ subnetId }) => subnetId === undefined);
}

export function subnetsOf({ associations }: RouteTable): string[] {
  return associations.flatMap(({ subnetId }) => subnetId ?? []);
}

/** The rules of what passes the edge of subnets, in each direction: the first that fits decides. */
export interface NetworkAcl {
  aclId: string;
  vpcId: string;
  /** The one of subnets that are given no other. */
  isDefault: boolean;
  entries: AclEntry[];
}

export interface AclEntry {
  /** 1 to 32,766. */
  number: number;
  egress: boolean;
  /** Its number, or `-1` for all. */
  protocol: string;
  action: 'allow' | 'deny';
  cidr?: string;
  cidr6?: string;
  /** Of TCP and UDP. */
  ports?: { From: number; To: number };
  /** Of ICMP. */
  icmp?: { Type: number; Code: number };
}
