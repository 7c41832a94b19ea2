import { AwsError } from '../../kernel/aws-error.ts';
import type { Inventory } from './inventory.ts';
import type { AclEntry, NetworkAcl, Subnet } from './network.ts';
import { networkAclId } from './network-ids.ts';
import { notFound } from './not-found.ts';
import { dependencyViolation, invalidValue } from './refusals.ts';

/** EC2's own quotas: of ACLs in a VPC, and of entries in each direction. */
const mostAcls = 200;
const mostEntries = 20;

/** Lets everything pass. */
const everything: Omit<AclEntry, 'egress'> = { number: 100, protocol: '-1', action: 'allow', cidr: '0.0.0.0/0' };

/** The ACL that a VPC comes with. */
function defaultAcl(inventory: Inventory, vpcId: string): NetworkAcl {
  const aclId = networkAclId(inventory.place, vpcId);
  const held = inventory.networkAcls.get(aclId);
  if (held) return held;
  const entries = [true, false].map((egress) => ({ ...everything, egress }));
  const acl: NetworkAcl = { aclId, vpcId, isDefault: true, entries };
  inventory.networkAcls.set(aclId, acl);
  return acl;
}

/** Those of all VPCs, with the default ones. */
export function allAcls(inventory: Inventory): NetworkAcl[] {
  for (const vpcId of inventory.vpcs.keys()) defaultAcl(inventory, vpcId);
  return [...inventory.networkAcls.values()];
}

/** @throws AwsError InvalidNetworkAclID.NotFound */
export function requireAcl(inventory: Inventory, aclId: string): NetworkAcl {
  const acl = allAcls(inventory).find((one) => one.aclId === aclId);
  if (!acl) throw notFound('networkAcl', aclId);
  return acl;
}

export function aclOf(inventory: Inventory, { acl, vpcId }: Subnet): NetworkAcl {
  return (acl && inventory.networkAcls.get(acl.aclId)) ?? defaultAcl(inventory, vpcId);
}

/** The id of what ties a subnet to its ACL. */
export function associationOf({ place }: Inventory, { acl, subnetId }: Subnet): string {
  return acl?.associationId ?? `aclassoc-${place.random.hex(17, 'network-acl-association', subnetId)}`;
}

/** Makes an ACL that lets nothing pass. @throws AwsError NetworkAclLimitExceeded */
export function createAcl(inventory: Inventory, vpcId: string): NetworkAcl {
  const others = allAcls(inventory).filter((one) => one.vpcId === vpcId);
  if (others.length >= mostAcls)
    throw new AwsError('NetworkAclLimitExceeded', `The maximum number of network ACLs has been reached in ${vpcId}.`);
  const acl: NetworkAcl = { aclId: inventory.newId('acl', vpcId), vpcId, isDefault: false, entries: [] };
  inventory.networkAcls.set(acl.aclId, acl);
  return acl;
}

/** @throws AwsError InvalidNetworkAclID.NotFound, InvalidParameterValue for a default one, DependencyViolation while a subnet has it */
export function deleteAcl(inventory: Inventory, aclId: string): void {
  const { isDefault } = requireAcl(inventory, aclId);
  if (isDefault) throw invalidValue(`cannot delete default network ACL ${aclId}`);
  if ([...inventory.subnets.values()].some(({ acl }) => acl?.aclId === aclId)) throw dependencyViolation('networkAcl', aclId);
  inventory.networkAcls.delete(aclId);
  inventory.forget(aclId);
}

/**
 * Gives a subnet another ACL.
 *
 * @returns the id of the new association
 * @throws AwsError InvalidAssociationID.NotFound, InvalidNetworkAclID.NotFound, InvalidParameterValue
 */
export function giveAcl(inventory: Inventory, associationId: string, aclId: string): string {
  const subnet = [...inventory.subnets.values()].find((one) => associationOf(inventory, one) === associationId);
  if (!subnet) throw notFound('association', associationId);
  const acl = requireAcl(inventory, aclId);
  if (acl.vpcId !== subnet.vpcId) throw invalidValue(`network ACL ${aclId} and subnet ${subnet.subnetId} belong to different networks`);
  const given = { aclId, associationId: inventory.newId('aclassoc', subnet.subnetId) };
  subnet.acl = given;
  return given.associationId;
}

/** @throws AwsError NetworkAclEntryAlreadyExists, NetworkAclEntryLimitExceeded */
export function addEntry(acl: NetworkAcl, entry: AclEntry): void {
  if (entryOf(acl, entry.number, entry.egress))
    throw new AwsError('NetworkAclEntryAlreadyExists', `The network acl entry identified by ${entry.number} already exists.`);
  if (acl.entries.filter(({ egress }) => egress === entry.egress).length >= mostEntries)
    throw new AwsError('NetworkAclEntryLimitExceeded', `The maximum number of network ACL entries has been reached in ${acl.aclId}.`);
  acl.entries.push(entry);
}

/** @throws AwsError InvalidNetworkAclEntry.NotFound */
export function removeEntry(acl: NetworkAcl, number: number, egress: boolean): void {
  const entry = entryOf(acl, number, egress);
  if (!entry) throw new AwsError('InvalidNetworkAclEntry.NotFound', `The network acl entry identified by ${number} does not exist.`);
  acl.entries = acl.entries.filter((one) => one !== entry);
}

function entryOf({ entries }: NetworkAcl, number: number, egress: boolean): AclEntry | undefined {
  return entries.find((entry) => entry.number === number && entry.egress === egress);
}
