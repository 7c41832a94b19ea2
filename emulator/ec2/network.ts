export interface Vpc {
  vpcId: string;
  cidr: string;
  /** Whether its private subnets reach the internet through a NAT gateway. */
  nat: boolean;
  /** Its interface and gateway endpoints, by the last part of their service's name: `ecr.api`, `s3`. */
  endpoints: string[];
}

export interface Subnet {
  subnetId: string;
  vpcId: string;
  availabilityZone: string;
  cidr: string;
  freeAddresses: number;
}

/** What a group lets through, to or from a range or another group. */
export interface SecurityGroupRule {
  /** `tcp`, `udp`, `icmp`, or `-1` for everything. */
  protocol: string;
  fromPort?: number;
  toPort?: number;
  cidr?: string;
  /** A group's id, or `self` for the group that the rule belongs to. */
  groupId?: string;
}

export interface SecurityGroup {
  groupId: string;
  groupName: string;
  description: string;
  vpcId: string;
  ingress: SecurityGroupRule[];
  egress: SecurityGroupRule[];
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
