import { AwsError } from '../../kernel/aws-error.ts';
import { canonicalCidr, covers, overlap, prefixLength } from './cidr.ts';
import type { Inventory } from './inventory.ts';
import { cidrsOf, isMain, type Vpc, type VpcRange } from './network.ts';
import { networkAclId } from './network-ids.ts';
import { dependencyViolation } from './refusals.ts';
import { createMainTable, removeRouteTable } from './route-tables.ts';
import { createDefaultGroup, removeGroup } from './security-groups.ts';

/** EC2's own quotas: of VPCs in a region, unless the account file says another, and of the ranges of one. */
const usualQuota = 5;
const mostRanges = 5;

/**
 * Creates a VPC with its default group and its main route table.
 *
 * @throws AwsError InvalidParameterValue, InvalidVpc.Range, VpcLimitExceeded
 */
export function createVpc(inventory: Inventory, { cidr: given, tenancy }: { cidr: string; tenancy: Vpc['tenancy'] }): Vpc {
  const { place, vpcs } = inventory;
  const cidr = vpcRange(given);
  const own = [...vpcs.values()].filter(({ ownerId }) => ownerId === place.accountId);
  if (own.length >= (place.account.quotas?.vpcs ?? usualQuota))
    throw new AwsError('VpcLimitExceeded', 'The maximum number of VPCs has been reached.');
  const vpcId = inventory.newId('vpc', cidr);
  const vpc: Vpc = {
    vpcId,
    ranges: [newRange(inventory, vpcId, cidr)],
    ownerId: place.accountId,
    tenancy,
    attributes: { enableDnsHostnames: false, enableDnsSupport: true, enableNetworkAddressUsageMetrics: false },
  };
  vpcs.set(vpcId, vpc);
  createDefaultGroup(inventory, vpcId);
  createMainTable(inventory, vpc);
  return vpc;
}

/**
 * Deletes a VPC in which nothing is left but what it came with.
 *
 * @throws AwsError InvalidVpcID.NotFound, DependencyViolation
 */
export function deleteVpc(inventory: Inventory, vpcId: string): void {
  ownVpc(inventory, vpcId);
  if (holdsSomething(inventory, vpcId)) throw dependencyViolation('vpc', vpcId);
  for (const group of inventory.securityGroups.values()) if (group.vpcId === vpcId) removeGroup(inventory, group.groupId);
  removeRouteTable(inventory, inventory.mainTable(vpcId));
  inventory.networkAcls.delete(networkAclId(inventory.place, vpcId));
  inventory.vpcs.delete(vpcId);
  inventory.forget(networkAclId(inventory.place, vpcId));
  inventory.forget(vpcId);
}

function holdsSomething(inventory: Inventory, vpcId: string): boolean {
  const { subnets, securityGroups, routeTables, endpoints, internetGateways, natGateways, networkAcls, networkInterfaces } = inventory;
  const inVpc = (held: { vpcId?: string }) => held.vpcId === vpcId;
  return [
    [...subnets.values()].some(inVpc),
    [...securityGroups.values()].some((group) => inVpc(group) && group.groupName !== 'default'),
    [...routeTables.values()].some((table) => inVpc(table) && !isMain(table)),
    [...networkAcls.values()].some((acl) => inVpc(acl) && !acl.isDefault),
    [...endpoints.values(), ...internetGateways.values(), ...networkInterfaces.values()].some(inVpc),
    [...natGateways.values()].some((gateway) => inVpc(gateway) && !['deleted', 'failed'].includes(gateway.state)),
  ].some(Boolean);
}

/** Members of requests that give a VPC another range than one of IPv4 that they name. */
export const otherRanges = [
  'Ipv4IpamPoolId',
  'Ipv4NetmaskLength',
  'Ipv6CidrBlock',
  'Ipv6CidrBlockNetworkBorderGroup',
  'Ipv6IpamPoolId',
  'Ipv6NetmaskLength',
  'Ipv6Pool',
];

/**
 * Adds a range to a VPC, to which all its route tables lead from then on.
 *
 * @throws AwsError InvalidVpcID.NotFound, InvalidParameterValue, InvalidVpc.Range, CidrLimitExceeded, CidrConflict
 */
export function addRange(inventory: Inventory, vpcId: string, given: string): VpcRange {
  const vpc = ownVpc(inventory, vpcId);
  const cidr = vpcRange(given);
  if (vpc.ranges.length >= mostRanges)
    throw new AwsError('CidrLimitExceeded', `This network ${vpcId} has met its maximum number of allowed CIDRs: ${mostRanges}`);
  if (cidrsOf(vpc).some((other) => overlap(other, cidr))) throw conflicting(cidr, vpcId);
  const tables = [...inventory.routeTables.values()].filter((table) => table.vpcId === vpcId);
  // a route that leads elsewhere would be less specific than the VPC's own
  if (tables.some(({ routes }) => routes.some(({ destination }) => isWithin(cidr, destination)))) throw conflicting(cidr, vpcId);
  const range = newRange(inventory, vpcId, cidr);
  vpc.ranges.push(range);
  for (const { routes } of tables) routes.push({ destination: cidr, target: 'local', blackhole: false });
  return range;
}

function isWithin(outer: string, destination: string): boolean {
  return /^[\d.]+\//.test(destination) && covers(outer, destination);
}

function conflicting(cidr: string, vpcId: string): AwsError {
  return new AwsError('CidrConflict', `The CIDR '${cidr}' conflicts with another CIDR of '${vpcId}' or of its route tables`);
}

/**
 * Takes a range off the VPC that has it.
 *
 * @throws AwsError InvalidVpcCidrBlockAssociationID.NotFound, OperationNotPermitted for a VPC's first range, InvalidCidrBlock.InUse
 */
export function removeRange(inventory: Inventory, associationId: string): { vpcId: string; range: VpcRange } {
  const has = ({ ranges }: Vpc) => ranges.findIndex((range) => range.associationId === associationId);
  const vpc = [...inventory.vpcs.values()].find((one) => has(one) >= 0);
  if (!vpc)
    throw new AwsError('InvalidVpcCidrBlockAssociationID.NotFound', `The vpc CIDR block association ID '${associationId}' does not exist`);
  const { vpcId } = ownVpc(inventory, vpc.vpcId);
  const range = vpc.ranges[has(vpc)]!;
  if (range === vpc.ranges[0])
    throw new AwsError(
      'OperationNotPermitted',
      `The vpc CIDR block with association ID ${associationId} may not be disassociated. It is the primary IPv4 CIDR block of the VPC`,
    );
  const used = [...inventory.subnets.values()].some((subnet) => subnet.vpcId === vpcId && covers(range.cidr, subnet.cidr));
  if (used)
    throw new AwsError('InvalidCidrBlock.InUse', `The vpc CIDR block with association ID ${associationId} is in use and cannot be removed`);
  vpc.ranges.splice(has(vpc), 1);
  for (const table of inventory.routeTables.values()) {
    if (table.vpcId === vpcId)
      table.routes = table.routes.filter(({ destination, target }) => target !== 'local' || destination !== range.cidr);
  }
  return { vpcId, range };
}

/**
 * A VPC that this account owns: one that is shared with it is its owner's to change.
 *
 * @throws AwsError InvalidVpcID.NotFound, UnauthorizedOperation
 */
export function ownVpc(inventory: Inventory, vpcId: string): Vpc {
  const vpc = inventory.requireVpc(vpcId);
  if (vpc.ownerId !== inventory.place.accountId)
    throw new AwsError('UnauthorizedOperation', `You are not authorized to perform this operation: ${vpcId} is shared by ${vpc.ownerId}`, {
      status: 403,
    });
  return vpc;
}

function newRange(inventory: Inventory, vpcId: string, cidr: string): VpcRange {
  return { associationId: inventory.newId('vpc-cidr-assoc', vpcId, cidr), cidr };
}

/** @throws AwsError InvalidParameterValue, InvalidVpc.Range for one that has not between 16 and 65,536 addresses */
function vpcRange(given: string): string {
  const cidr = canonicalCidr(given);
  if (!cidr)
    throw new AwsError('InvalidParameterValue', `Value (${given}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`);
  if (prefixLength(cidr) < 16 || prefixLength(cidr) > 28) throw new AwsError('InvalidVpc.Range', `The CIDR '${given}' is invalid.`);
  return cidr;
}
