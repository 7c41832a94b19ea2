import type { SecurityGroupRuleDeclaration, VpcDeclaration } from '../../kernel/account.ts';
import type { Place } from '../../service/place.ts';
import { usualVpcId } from './assumed-network.ts';
import { availabilityZones } from './availability-zones.ts';
import { usable } from './cidr.ts';
import { declaredEndpoints } from './declared-endpoints.ts';
import { freeRanges, rangesOf } from './declared-ranges.ts';
import { declaredRouteTables } from './declared-route-tables.ts';
import {
  cidrsOf,
  everything,
  type RouteTable,
  type SecurityGroup,
  type SecurityGroupRule,
  type Subnet,
  type Vpc,
  type VpcEndpoint,
} from './network.ts';
import { prefixListId } from './network-ids.ts';
import { newGroup } from './new-group.ts';
import { newSubnet } from './new-subnet.ts';
import { ofDefaultGroup } from './security-groups.ts';

interface Network {
  vpcs: Vpc[];
  subnets: Subnet[];
  securityGroups: SecurityGroup[];
  routeTables: RouteTable[];
  endpoints: VpcEndpoint[];
}

/** The network that the account file declares, or the one VPC of an account that declares none. Each VPC has its default group. */
export function declaredNetwork(place: Place): Network {
  const declarations = place.account.vpcs ?? [usualVpc(place)];
  const networks = declarations.map((declaration, index) => declaredVpc(place, declaration, index));
  return {
    vpcs: networks.flatMap(({ vpcs }) => vpcs),
    subnets: networks.flatMap(({ subnets }) => subnets),
    securityGroups: networks.flatMap(({ securityGroups }) => securityGroups),
    routeTables: networks.flatMap(({ routeTables }) => routeTables),
    endpoints: networks.flatMap(({ endpoints }) => endpoints),
  };
}

/** What an account has that declares nothing: a VPC with a private subnet in each of three zones. */
function usualVpc(place: Place): VpcDeclaration {
  const subnets = availabilityZones(place.region)
    .slice(0, 3)
    .map((availabilityZone, index) => ({
      id: `subnet-${place.random.hex(17, 'subnet', availabilityZone)}`,
      availabilityZone,
      // beyond the ranges of the subnets that callers name
      cidr: `10.0.${253 + index}.0/24`,
    }));
  return { id: usualVpcId(place), subnets };
}

function declaredVpc(place: Place, declaration: VpcDeclaration, index: number): Network {
  const given = declaration.subnets.flatMap(({ cidr }) => cidr ?? []);
  const vpc = vpcOf(place, declaration, rangesOf(given, index));
  const subnets = declaredSubnets(declaration, freeRanges(vpc.ranges[0].cidr, given));
  const subnetIds = subnets.map(({ subnetId }) => subnetId);
  const routeTables = declaredRouteTables(place, declaration, vpc, subnetIds);
  const guard = endpointGroup(place, vpc);
  const endpoints = declaredEndpoints(place, declaration, { subnetIds, routeTables, guard: guard.groupId });
  const guarded = endpoints.some(({ securityGroupIds }) => securityGroupIds.includes(guard.groupId));
  return {
    vpcs: [vpc],
    subnets,
    securityGroups: [defaultGroup(place, vpc), ...(guarded ? [guard] : []), ...declaredGroups(place, declaration, vpc)],
    routeTables,
    endpoints,
  };
}

/** *Assumed*: names of private addresses are answered there, as endpoints with private DNS need it. */
function vpcOf(place: Place, { id: vpcId, owner: ownerId = place.accountId }: VpcDeclaration, cidrs: [string, ...string[]]): Vpc {
  const [first, ...others] = cidrs.map((cidr, index) => ({
    associationId: `vpc-cidr-assoc-${place.random.hex(17, 'vpc-cidr-association', vpcId, index)}`,
    cidr,
  }));
  return {
    vpcId,
    ranges: [first!, ...others],
    ownerId,
    tenancy: 'default',
    attributes: { enableDnsHostnames: true, enableDnsSupport: true, enableNetworkAddressUsageMetrics: false },
  };
}

function declaredSubnets({ id: vpcId, subnets }: VpcDeclaration, free: string[]): Subnet[] {
  return subnets.map(({ id: subnetId, availabilityZone, cidr = free.shift()!, freeAddresses = usable(cidr).size }) =>
    newSubnet({ subnetId, vpcId, availabilityZone, cidr, freeAddresses }),
  );
}

function defaultGroup(place: Place, { vpcId, ownerId }: Vpc): SecurityGroup {
  const groupId = `sg-${place.random.hex(17, 'default-security-group', vpcId)}`;
  return newGroup(place, { groupId, vpcId, ownerId, ...ofDefaultGroup });
}

/** Of interface endpoints that are declared without a group: it lets the VPC in. */
function endpointGroup(place: Place, vpc: Vpc): SecurityGroup {
  const { vpcId, ownerId } = vpc;
  return newGroup(place, {
    groupId: `sg-${place.random.hex(17, 'endpoint-security-group', vpcId)}`,
    groupName: 'endpoints',
    description: 'Lets 443 in from the VPC',
    vpcId,
    ownerId,
    ingress: cidrsOf(vpc).map((cidr) => ({ protocol: 'tcp', fromPort: 443, toPort: 443, cidr })),
    egress: [everything],
  });
}

/** Groups of this account, in a VPC that another owns too. */
function declaredGroups(place: Place, { securityGroups = [] }: VpcDeclaration, { vpcId }: Vpc): SecurityGroup[] {
  const rule = ({ group, prefixListOf, ...rest }: SecurityGroupRuleDeclaration): SecurityGroupRule => ({
    ...rest,
    ...(group && { groupId: group }),
    ...(prefixListOf && { prefixList: prefixListId(place, prefixListOf) }),
  });
  return securityGroups.map(({ id, ingress = [], egress }) =>
    newGroup(place, {
      groupId: id,
      groupName: id,
      description: 'Declared',
      vpcId,
      ownerId: place.accountId,
      ingress: ingress.map(rule),
      egress: egress?.map(rule) ?? [everything],
    }),
  );
}
