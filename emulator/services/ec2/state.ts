import type { HostDeclaration } from '../../kernel/account.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import { allocateAddress } from './allocate-address.ts';
import { assumedZone } from './availability-zones.ts';
import { usable } from './cidr.ts';
import { declaredNetwork } from './declared-network.ts';
import { type Instance, instanceOf } from './instance.ts';
import {
  httpsAnywhere,
  type NetworkInterface,
  type RouteTable,
  type SecurityGroup,
  type SecurityGroupRule,
  type Subnet,
  type Vpc,
  type VpcEndpoint,
} from './network.ts';
import { notFound } from './not-found.ts';
import { reaches } from './reachability.ts';

export interface Ec2Place extends Place {
  readonly ec2: Ec2State;
}

/** EC2's own quota of subnets in a VPC. */
const subnetsPerVpc = 200;

/**
 * VPCs and what is in them. Where the account file declares none, one VPC exists with private subnets in three zones, and every
 * well-formed id of a subnet or security group that a caller names is taken to exist in it: subnets private, behind a NAT gateway, in
 * successive zones.
 */
export class Ec2State {
  readonly place: Place;
  readonly vpcs = new Map<string, Vpc>();
  readonly subnets = new Map<string, Subnet>();
  readonly securityGroups = new Map<string, SecurityGroup>();
  readonly networkInterfaces = new Map<string, NetworkInterface>();
  readonly instances = new Map<string, Instance>();
  readonly routeTables: RouteTable[];
  readonly endpoints: VpcEndpoint[];
  readonly #assumed: boolean;
  readonly #declaredSubnets: number;
  readonly #deletedGroups = new Set<string>();
  readonly #created = new Map<string, number>();

  constructor(place: Place) {
    this.place = place;
    this.#assumed = place.account.vpcs === undefined;
    const network = declaredNetwork(place);
    this.#declaredSubnets = network.subnets.length;
    for (const vpc of network.vpcs) this.vpcs.set(vpc.vpcId, vpc);
    for (const subnet of network.subnets) this.subnets.set(subnet.subnetId, subnet);
    for (const group of network.securityGroups) this.securityGroups.set(group.groupId, group);
    this.routeTables = network.routeTables;
    this.endpoints = network.endpoints;
    for (const host of place.account.hosts ?? []) this.addHost(host);
  }

  /** Launches an instance. @throws AwsError InvalidSubnetID.NotFound, InvalidGroup.NotFound, InsufficientFreeAddressesInSubnet */
  addHost(host: HostDeclaration): void {
    const subnetId = host.subnet ?? [...this.subnets.keys()][0]!;
    const groupIds = host.securityGroups ?? [this.defaultGroup(subnetId)];
    const { eniId } = this.createNetworkInterface({ subnetId, groupIds, description: '' });
    this.instances.set(host.id, instanceOf(host, eniId));
  }

  subnet(id: string): Subnet | undefined {
    const known = this.subnets.get(id);
    if (known || !this.#assumed || !/^subnet-[0-9a-f]{8,17}$/i.test(id) || this.subnets.size === subnetsPerVpc) return known;
    const index = this.subnets.size - this.#declaredSubnets;
    const cidr = `10.0.${index}.0/24`;
    const subnet: Subnet = {
      subnetId: id,
      vpcId: this.#onlyVpc().vpcId,
      availabilityZone: assumedZone(this.place.region, index),
      cidr,
      freeAddresses: usable(cidr).size,
    };
    this.subnets.set(id, subnet);
    this.routeTables.find(({ main }) => !main)!.subnetIds.push(id);
    return subnet;
  }

  vpc(id: string): Vpc | undefined {
    return this.vpcs.get(id);
  }

  securityGroup(id: string): SecurityGroup | undefined {
    const known = this.securityGroups.get(id);
    if (known || !this.#assumed || this.#deletedGroups.has(id) || !/^sg-[0-9a-f]{8,17}$/i.test(id)) return known;
    const group: SecurityGroup = {
      groupId: id,
      groupName: `group-${id.slice(3)}`,
      description: 'Taken to exist: no VPCs are declared',
      vpcId: this.#onlyVpc().vpcId,
      ownerId: this.place.accountId,
      ingress: [],
      egress: [httpsAnywhere],
    };
    this.securityGroups.set(id, group);
    return group;
  }

  /**
   * Creates a group and returns its id. A rule's `groupId: 'self'` is the new group's.
   *
   * @throws AwsError InvalidVpcID.NotFound, InvalidGroup.Duplicate
   */
  createSecurityGroup(group: {
    groupName: string;
    description: string;
    vpcId: string;
    ingress: SecurityGroupRule[];
    egress: SecurityGroupRule[];
  }): string {
    if (!this.vpcs.has(group.vpcId)) throw notFound('vpc', group.vpcId);
    for (const other of this.securityGroups.values()) {
      if (other.vpcId === group.vpcId && other.groupName === group.groupName)
        throw new AwsError('InvalidGroup.Duplicate', `The security group '${group.groupName}' already exists for VPC '${group.vpcId}'`);
    }
    const ordinal = this.#ordinal(`group ${group.vpcId} ${group.groupName}`);
    const groupId = `sg-${this.place.random.hex(17, 'security-group', group.vpcId, group.groupName, ordinal)}`;
    const own = (rule: SecurityGroupRule) => (rule.groupId === 'self' ? { ...rule, groupId } : rule);
    const ownerId = this.place.accountId;
    this.securityGroups.set(groupId, { ...group, groupId, ownerId, ingress: group.ingress.map(own), egress: group.egress.map(own) });
    return groupId;
  }

  /** Whether some interface has a security group. */
  inUse(groupId: string): boolean {
    return [...this.networkInterfaces.values()].some(({ groupIds }) => groupIds.includes(groupId));
  }

  /** @throws AwsError InvalidGroup.NotFound, DependencyViolation */
  deleteSecurityGroup(id: string): void {
    if (!this.securityGroup(id)) throw notFound('securityGroup', id);
    if (this.inUse(id)) throw new AwsError('DependencyViolation', `resource ${id} has a dependent object`);
    this.securityGroups.delete(id);
    this.#deletedGroups.add(id);
  }

  /**
   * Creates a network interface, at `privateIpAddress` or at a free address.
   *
   * @throws AwsError InvalidSubnetID.NotFound, InvalidGroup.NotFound, InsufficientFreeAddressesInSubnet, InvalidIPAddress.InUse,
   *   InvalidParameterValue
   */
  createNetworkInterface(wanted: { subnetId: string; groupIds: string[]; privateIpAddress?: string; description: string }): {
    eniId: string;
    ip: string;
  } {
    const { subnetId, groupIds, description } = wanted;
    const subnet = this.subnet(subnetId);
    if (!subnet) throw notFound('subnet', subnetId);
    for (const id of groupIds) if (!this.securityGroup(id)) throw notFound('securityGroup', id);
    const taken = new Set([...this.networkInterfaces.values()].filter((eni) => eni.vpcId === subnet.vpcId).map((eni) => eni.ip));
    const ordinal = this.#ordinal(`eni ${subnetId}`);
    const ip = allocateAddress(subnet, taken, wanted.privateIpAddress, this.place.random.fraction('eni-address', subnetId, ordinal));
    const eniId = `eni-${this.place.random.hex(17, 'eni', subnetId, ordinal)}`;
    subnet.freeAddresses--;
    const { vpcId, availabilityZone } = subnet;
    this.networkInterfaces.set(eniId, { eniId, ip, subnetId, vpcId, availabilityZone, groupIds: [...groupIds], description });
    return { eniId, ip };
  }

  /** @throws AwsError InvalidNetworkInterfaceID.NotFound */
  deleteNetworkInterface(id: string): void {
    const eni = this.networkInterfaces.get(id);
    if (!eni) throw notFound('networkInterface', id);
    this.networkInterfaces.delete(id);
    this.subnets.get(eni.subnetId)!.freeAddresses++;
  }

  /**
   * Which of the endpoints (`ecr.api`, `s3` …) a task in these subnets with these groups cannot reach over HTTPS.
   *
   * @throws AwsError InvalidSubnetID.NotFound, InvalidGroup.NotFound
   */
  unreachable(subnetIds: string[], securityGroupIds: string[], endpoints: string[]): string[] {
    const groups = securityGroupIds.map((id) => {
      const group = this.securityGroup(id);
      if (!group) throw notFound('securityGroup', id);
      return group;
    });
    const surroundings = subnetIds.map((id) => this.#around(id, groups));
    return endpoints.filter((endpoint) => !surroundings.every((from) => reaches(from, endpoint)));
  }

  /** A subnet's own route table, or the main one of its VPC. */
  routeTableOf({ subnetId, vpcId }: Subnet): RouteTable {
    const tables = this.routeTables.filter((table) => table.vpcId === vpcId);
    return tables.find(({ subnetIds }) => subnetIds.includes(subnetId)) ?? tables.find(({ main }) => main)!;
  }

  #around(subnetId: string, groups: SecurityGroup[]) {
    const subnet = this.subnet(subnetId);
    if (!subnet) throw notFound('subnet', subnetId);
    return {
      vpc: this.vpcs.get(subnet.vpcId)!,
      subnet,
      table: this.routeTableOf(subnet),
      endpoints: this.endpoints.filter(({ vpcId }) => vpcId === subnet.vpcId),
      groups,
      groupOf: (id: string) => this.securityGroup(id),
    };
  }

  /** Id of the group that what is in a subnet has where nobody names another: its VPC's. */
  defaultGroup(subnetId: string): string {
    const vpcId = this.subnet(subnetId)?.vpcId;
    return [...this.securityGroups.values()].find((group) => group.vpcId === vpcId && group.groupName === 'default')?.groupId ?? '';
  }

  #onlyVpc(): Vpc {
    return [...this.vpcs.values()][0]!;
  }

  /** How many of a kind were created before: identifiers depend on it, and not on what else happens at the time. */
  #ordinal(kind: string): number {
    const ordinal = this.#created.get(kind) ?? 0;
    this.#created.set(kind, ordinal + 1);
    return ordinal;
  }
}
