import type { Place } from '../../service/place.ts';
import { assumedZone } from './availability-zones.ts';
import { overlap, usable } from './cidr.ts';
import { httpsAnywhere, isMain, type RouteTable, type SecurityGroup, type Subnet, type Vpc } from './network.ts';
import { newGroup } from './new-group.ts';
import { newSubnet } from './new-subnet.ts';

/** EC2's own quota of subnets in a VPC. */
const subnetsPerVpc = 200;

/** What the assumed network adds to. */
interface Held {
  readonly vpcs: Map<string, Vpc>;
  readonly subnets: Map<string, Subnet>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly routeTables: Map<string, RouteTable>;
}

/**
 * The network of an account that declares none: every well-formed id of a subnet or security group that a caller names is taken to exist
 * in its first VPC, subnets private, behind a NAT gateway, in successive zones.
 */
export class AssumedNetwork {
  readonly #place: Place;
  readonly #held: Held;
  #subnets = 0;

  constructor(place: Place, held: Held) {
    this.#place = place;
    this.#held = held;
  }

  subnet(id: string): Subnet | undefined {
    const vpc = this.#vpc();
    if (!vpc || !/^subnet-[0-9a-f]{8,17}$/i.test(id)) return undefined;
    const others = [...this.#held.subnets.values()].filter(({ vpcId }) => vpcId === vpc.vpcId);
    const cidr = freeRange(others.map((other) => other.cidr));
    if (others.length >= subnetsPerVpc || !cidr) return undefined;
    const availabilityZone = assumedZone(this.#place.region, this.#subnets++);
    const subnet = newSubnet({ subnetId: id, vpcId: vpc.vpcId, availabilityZone, cidr, freeAddresses: usable(cidr).size });
    this.#held.subnets.set(id, subnet);
    const tables = [...this.#held.routeTables.values()].filter((table) => table.vpcId === vpc.vpcId && !isMain(table));
    const associationId = `rtbassoc-${this.#place.random.hex(17, 'route-table-association', id)}`;
    tables[0]?.associations.push({ associationId, subnetId: id });
    return subnet;
  }

  securityGroup(id: string): SecurityGroup | undefined {
    const vpc = this.#vpc();
    if (!vpc || !/^sg-[0-9a-f]{8,17}$/i.test(id)) return undefined;
    const group = newGroup(this.#place, {
      groupId: id,
      groupName: `group-${id.slice(3)}`,
      description: 'Taken to exist: no VPCs are declared',
      vpcId: vpc.vpcId,
      ownerId: this.#place.accountId,
      ingress: [],
      egress: [httpsAnywhere],
    });
    this.#held.securityGroups.set(id, group);
    return group;
  }

  /** The one that is there before anybody acts; undefined once somebody has deleted it. */
  #vpc(): Vpc | undefined {
    return this.#held.vpcs.get(usualVpcId(this.#place));
  }
}

export function usualVpcId(place: Place): string {
  return `vpc-${place.random.hex(17, 'vpc')}`;
}

function freeRange(taken: string[]): string | undefined {
  const all = Array.from({ length: 253 }, (_, third) => `10.0.${third}.0/24`);
  return all.find((range) => !taken.some((cidr) => overlap(range, cidr)));
}
