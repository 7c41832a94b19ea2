import type { HostDeclaration } from '../../kernel/account.ts';
import type { Place } from '../../service/place.ts';
import { type Ports, passesIn, passesOut } from './acl-passage.ts';
import { formatAddress, usable } from './cidr.ts';
import { declaredNetwork } from './declared-network.ts';
import { instanceOf } from './instance.ts';
import { Inventory } from './inventory.ts';
import type { SecurityGroup, Subnet } from './network.ts';
import { aclOf } from './network-acls.ts';
import { createNetworkInterface, deleteNetworkInterface, type WantedInterface } from './network-interfaces.ts';
import { reaches } from './reachability.ts';
import { createSecurityGroup, deleteSecurityGroup, isNeeded, type WantedGroup } from './security-groups.ts';
import { leadsOut } from './ways-out.ts';

export interface Ec2Place extends Place {
  readonly ec2: Ec2State;
}

/** Where something is. */
interface Spot {
  subnetId: string;
  ip?: string | undefined;
}

/**
 * VPCs and what is in them: what the account file declares, and what was made since. Where the file declares no VPCs, one exists with
 * private subnets in three zones, and every well-formed id of a subnet or security group that a caller names is taken to exist in it.
 */
export class Ec2State extends Inventory {
  constructor(place: Place) {
    super(place);
    const network = declaredNetwork(place);
    for (const vpc of network.vpcs) this.vpcs.set(vpc.vpcId, vpc);
    for (const subnet of network.subnets) this.subnets.set(subnet.subnetId, subnet);
    for (const group of network.securityGroups) this.securityGroups.set(group.groupId, group);
    for (const table of network.routeTables) this.routeTables.set(table.routeTableId, table);
    for (const endpoint of network.endpoints) this.endpoints.set(endpoint.endpointId, endpoint);
    for (const host of place.account.hosts ?? []) this.addHost(host);
  }

  /** Launches an instance. @throws AwsError InvalidSubnetID.NotFound, InvalidGroup.NotFound, InsufficientFreeAddressesInSubnet */
  addHost(host: HostDeclaration): void {
    const subnetId = host.subnet ?? [...this.subnets.keys()][0]!;
    const groupIds = host.securityGroups ?? [this.defaultGroup(subnetId)];
    const { eniId } = this.createNetworkInterface({ subnetId, groupIds, description: '' });
    const instance = instanceOf(host, eniId);
    this.instances.set(host.id, instance);
    this.tags.adopt(host.id, instance.tags);
  }

  /**
   * Creates a group and returns its id. A rule's `groupId: 'self'` is the new group's.
   *
   * @throws AwsError InvalidVpcID.NotFound, InvalidGroup.Duplicate
   */
  createSecurityGroup(wanted: WantedGroup): string {
    return createSecurityGroup(this, wanted).groupId;
  }

  /** Whether some interface has a security group, or a rule of another group names it. */
  inUse(groupId: string): boolean {
    return isNeeded(this, groupId);
  }

  /** @throws AwsError InvalidGroup.NotFound, DependencyViolation, CannotDelete */
  deleteSecurityGroup(id: string): void {
    deleteSecurityGroup(this, id);
  }

  /**
   * Creates a network interface, at `privateIpAddress` or at a free address.
   *
   * @throws AwsError InvalidSubnetID.NotFound, InvalidGroup.NotFound, InsufficientFreeAddressesInSubnet, InvalidIPAddress.InUse,
   *   InvalidParameterValue
   */
  createNetworkInterface(wanted: WantedInterface): { eniId: string; ip: string } {
    return createNetworkInterface(this, wanted);
  }

  /** @throws AwsError InvalidNetworkInterfaceID.NotFound */
  deleteNetworkInterface(id: string): void {
    deleteNetworkInterface(this, id);
  }

  /**
   * Which of the endpoints (`ecr.api`, `s3` …) a task in these subnets with these groups cannot reach over HTTPS.
   *
   * @throws AwsError InvalidSubnetID.NotFound, InvalidGroup.NotFound
   */
  unreachable(subnetIds: string[], securityGroupIds: string[], endpoints: string[]): string[] {
    const groups = securityGroupIds.map((id) => this.requireGroup(id));
    const surroundings = subnetIds.map((id) => this.#around(id, groups));
    return endpoints.filter((endpoint) => !surroundings.every((from) => reaches(from, endpoint)));
  }

  /**
   * Whether the network ACLs of two subnets let connections from something in one to TCP ports of something in the other. Within a subnet
   * none is passed. What has no address that is known here is taken to have the subnet's last.
   *
   * @throws AwsError InvalidSubnetID.NotFound
   */
  aclsLetThrough(from: Spot, to: Spot, ports: Ports): boolean {
    if (from.subnetId === to.subnetId) return true;
    const [near, far] = [this.requireSubnet(from.subnetId), this.requireSubnet(to.subnetId)];
    const addressOf = ({ ip }: Spot, { cidr }: Subnet) => `${ip ?? lastOf(cidr)}/32`;
    return passesOut(aclOf(this, near), addressOf(to, far), ports) && passesIn(aclOf(this, far), addressOf(from, near), ports);
  }

  /** Id of the group that what is in a subnet has where nobody names another: its VPC's. */
  defaultGroup(subnetId: string): string {
    const vpcId = this.subnet(subnetId)?.vpcId;
    return [...this.securityGroups.values()].find((group) => group.vpcId === vpcId && group.groupName === 'default')?.groupId ?? '';
  }

  #around(subnetId: string, groups: SecurityGroup[]) {
    const subnet = this.requireSubnet(subnetId);
    return {
      vpc: this.vpcs.get(subnet.vpcId)!,
      subnet,
      table: this.routeTableOf(subnet),
      endpoints: [...this.endpoints.values()].filter(({ vpcId }) => vpcId === subnet.vpcId),
      groups,
      aclOf: (one: Subnet) => aclOf(this, one),
      subnetOf: (id: string) => this.requireSubnet(id),
      groupOf: (id: string) => this.securityGroup(id),
      leadsOut: (target: string) => leadsOut(this, target, subnet),
    };
  }
}

function lastOf(cidr: string): string {
  const { first, size } = usable(cidr);
  return formatAddress(first + size - 1);
}
