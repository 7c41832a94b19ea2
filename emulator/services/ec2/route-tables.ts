import { AwsError } from '../../kernel/aws-error.ts';
import type { Inventory } from './inventory.ts';
import { cidrsOf, type RouteTable, type RouteTableAssociation, type Vpc } from './network.ts';
import { notFound } from './not-found.ts';
import { dependencyViolation, invalidValue } from './refusals.ts';

/** EC2's own quota of route tables in a VPC. */
const mostTables = 200;

/** Creates a table that knows its VPC only. @throws AwsError RouteTableLimitExceeded */
export function createRouteTable(inventory: Inventory, vpc: Vpc): RouteTable {
  const { vpcId } = vpc;
  const others = [...inventory.routeTables.values()].filter((table) => table.vpcId === vpcId);
  if (others.length >= mostTables)
    throw new AwsError('RouteTableLimitExceeded', `The maximum number of route tables has been reached in ${vpcId}.`);
  const routes = cidrsOf(vpc).map((destination) => ({ destination, target: 'local', blackhole: false }));
  const table: RouteTable = { routeTableId: inventory.newId('rtb', vpcId), vpcId, associations: [], routes };
  inventory.routeTables.set(table.routeTableId, table);
  return table;
}

/** The table of subnets that have no other. */
export function createMainTable(inventory: Inventory, vpc: Vpc): void {
  createRouteTable(inventory, vpc).associations.push(newAssociation(inventory, vpc.vpcId));
}

/** @throws AwsError InvalidRouteTableID.NotFound, DependencyViolation while it is the main one or a subnet has it */
export function deleteRouteTable(inventory: Inventory, id: string): void {
  const table = inventory.requireRouteTable(id);
  if (table.associations.length > 0) throw dependencyViolation('routeTable', id);
  removeRouteTable(inventory, table);
}

/** Gateway endpoints lose it. */
export function removeRouteTable(inventory: Inventory, { routeTableId }: RouteTable): void {
  inventory.routeTables.delete(routeTableId);
  inventory.forget(routeTableId);
  for (const endpoint of inventory.endpoints.values()) endpoint.routeTableIds = endpoint.routeTableIds.filter((id) => id !== routeTableId);
}

/**
 * Gives a subnet its own route table. Once more, it is the association that there is.
 *
 * @throws AwsError InvalidRouteTableID.NotFound, InvalidSubnetID.NotFound, InvalidParameterValue, Resource.AlreadyAssociated
 */
export function associate(inventory: Inventory, routeTableId: string, subnetId: string): RouteTableAssociation {
  const table = inventory.requireRouteTable(routeTableId);
  const { vpcId } = inventory.requireSubnet(subnetId);
  if (vpcId !== table.vpcId) throw invalidValue(`Route table ${routeTableId} and subnet ${subnetId} belong to different networks`);
  const other = [...inventory.routeTables.values()].find(({ associations }) => associations.some((one) => one.subnetId === subnetId));
  if (other && other !== table)
    throw new AwsError(
      'Resource.AlreadyAssociated',
      `the specified association for route table ${routeTableId} conflicts with an existing association`,
    );
  const held = table.associations.find((one) => one.subnetId === subnetId);
  if (held) return held;
  const association = newAssociation(inventory, vpcId, subnetId);
  table.associations.push(association);
  return association;
}

/** @throws AwsError InvalidAssociationID.NotFound, InvalidParameterValue for the main table's own */
export function disassociate(inventory: Inventory, associationId: string): void {
  const { table, association } = requireAssociation(inventory, associationId);
  if (association.subnetId === undefined) throw invalidValue(`cannot disassociate the main route table association ${associationId}`);
  table.associations = table.associations.filter((one) => one !== association);
}

/**
 * Gives a subnet another route table, or a VPC another main one.
 *
 * @throws AwsError InvalidAssociationID.NotFound, InvalidRouteTableID.NotFound, InvalidParameterValue
 */
export function reassociate(inventory: Inventory, associationId: string, routeTableId: string): RouteTableAssociation {
  const { table: before, association } = requireAssociation(inventory, associationId);
  const table = inventory.requireRouteTable(routeTableId);
  if (table.vpcId !== before.vpcId)
    throw invalidValue(`Route table ${routeTableId} and network ${before.vpcId} belong to different networks`);
  if (table === before) return association;
  before.associations = before.associations.filter((one) => one !== association);
  const renewed = newAssociation(inventory, table.vpcId, association.subnetId);
  if (association.subnetId === undefined) table.associations.unshift(renewed);
  else table.associations.push(renewed);
  return renewed;
}

/** The table that has an association, undefined where none has. */
export function tableAssociatedBy(inventory: Inventory, associationId: string): RouteTable | undefined {
  return [...inventory.routeTables.values()].find(({ associations }) => associations.some((one) => one.associationId === associationId));
}

function requireAssociation(inventory: Inventory, associationId: string) {
  const table = tableAssociatedBy(inventory, associationId);
  if (!table) throw notFound('association', associationId);
  return { table, association: table.associations.find((one) => one.associationId === associationId)! };
}

function newAssociation(inventory: Inventory, vpcId: string, subnetId?: string): RouteTableAssociation {
  return { associationId: inventory.newId('rtbassoc', vpcId, subnetId ?? 'main'), subnetId };
}
