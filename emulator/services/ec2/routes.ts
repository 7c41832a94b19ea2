import { AwsError } from '../../kernel/aws-error.ts';
import { canonicalCidr, covers } from './cidr.ts';
import { canonicalCidr6 } from './cidr6.ts';
import type { Inventory } from './inventory.ts';
import { cidrsOf, gatewayServices, type Route, type RouteTable } from './network.ts';
import { prefixListId } from './network-ids.ts';
import { notFound } from './not-found.ts';
import { invalidValue, missingParameter } from './refusals.ts';

/** The members of requests that name a destination. */
export interface Destination {
  DestinationCidrBlock?: string;
  DestinationIpv6CidrBlock?: string;
  DestinationPrefixListId?: string;
}

/** The members of requests that name a target. */
export interface Target {
  GatewayId?: string;
  NatGatewayId?: string;
  NetworkInterfaceId?: string;
  InstanceId?: string;
  TransitGatewayId?: string;
  VpcPeeringConnectionId?: string;
}

/** EC2's own quota of routes in a table. */
const mostRoutes = 500;

/**
 * Adds a route to a table.
 *
 * @throws AwsError MissingParameter, InvalidParameterValue, RouteAlreadyExists, RouteLimitExceeded, and as `targetOf`
 */
export function createRoute(inventory: Inventory, table: RouteTable, destination: string, target: string): void {
  if (routeTo(table, destination)) throw new AwsError('RouteAlreadyExists', `The route identified by ${destination} already exists.`);
  const within = cidrsOf(inventory.requireVpc(table.vpcId)).find((cidr) => isRange(destination) && covers(cidr, destination));
  if (within && !/^(nat|eni|i)-/.test(target))
    throw invalidValue(
      `The destination CIDR block ${destination} is equal to or more specific than one of this VPC's CIDR blocks. This route can target only an interface or an instance.`,
    );
  if (table.routes.length >= mostRoutes)
    throw new AwsError('RouteLimitExceeded', `The maximum number of routes has been reached in ${table.routeTableId}.`);
  table.routes.push({ destination, target, blackhole: false });
}

/** Lets a route lead elsewhere. @throws AwsError InvalidParameterValue */
export function replaceRoute(table: RouteTable, destination: string, target: string): void {
  const route = routeTo(table, destination);
  if (!route)
    throw invalidValue(
      `There is no route defined for '${destination}' in the route table '${table.routeTableId}'. Use CreateRoute instead.`,
    );
  if (route.target === 'local') throw invalidValue(`cannot replace local route ${destination} in route table ${table.routeTableId}`);
  Object.assign(route, { target, blackhole: false });
  delete route.reaches;
}

/** @throws AwsError InvalidRoute.NotFound, InvalidParameterValue for the VPC's own and those of gateway endpoints */
export function deleteRoute(table: RouteTable, destination: string): void {
  const route = routeTo(table, destination);
  if (!route)
    throw new AwsError('InvalidRoute.NotFound', `no route with destination-cidr-block ${destination} in route table ${table.routeTableId}`);
  if (route.target === 'local') throw invalidValue(`cannot remove local route ${destination} in route table ${table.routeTableId}`);
  if (route.target.startsWith('vpce-'))
    throw invalidValue(`cannot remove VPC endpoint route ${destination} in route table ${table.routeTableId}`);
  table.routes = table.routes.filter((one) => one !== route);
}

function routeTo({ routes }: RouteTable, destination: string): Route | undefined {
  return routes.find((route) => route.destination === destination);
}

/**
 * The one destination of a request, as EC2 writes it.
 *
 * @throws AwsError MissingParameter, InvalidParameterValue, InvalidPrefixListId.NotFound
 */
export function destinationOf({ place }: Inventory, given: Destination): string {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = given;
  if (DestinationCidrBlock !== undefined) {
    const range = canonicalCidr(DestinationCidrBlock);
    if (range) return range;
    throw invalidValue(`Value (${DestinationCidrBlock}) for parameter destinationCidrBlock is invalid. This is not a valid CIDR block.`);
  }
  if (DestinationIpv6CidrBlock !== undefined) {
    const range = canonicalCidr6(DestinationIpv6CidrBlock);
    if (range) return range;
    throw invalidValue(
      `Value (${DestinationIpv6CidrBlock}) for parameter destinationIpv6CidrBlock is invalid. This is not a valid CIDR block.`,
    );
  }
  if (DestinationPrefixListId === undefined)
    throw missingParameter(
      'The request must contain the parameter destinationCidrBlock, destinationIpv6CidrBlock or destinationPrefixListId',
    );
  if (!gatewayServices.some((service) => prefixListId(place, service) === DestinationPrefixListId))
    throw notFound('prefixList', DestinationPrefixListId);
  return DestinationPrefixListId;
}

/**
 * What a route of a table is to lead to: a gateway, an interface or an instance of its VPC, or a transit gateway or peering to which a
 * declared route leads already.
 *
 * @throws AwsError MissingParameter, InvalidParameterCombination, InvalidParameterValue, …NotFound
 */
export function targetOf(inventory: Inventory, table: RouteTable, wanted: Target): string {
  const { GatewayId, NatGatewayId, NetworkInterfaceId, InstanceId, TransitGatewayId, VpcPeeringConnectionId } = wanted;
  const named = [GatewayId, NatGatewayId, NetworkInterfaceId, InstanceId, TransitGatewayId, VpcPeeringConnectionId].filter(
    (id) => id !== undefined,
  );
  if (named.length === 0) throw missingParameter('The request must contain exactly one target: a gateway, an instance or an interface');
  if (named.length > 1) throw new AwsError('InvalidParameterCombination', 'Only one target of a route can be specified');
  const [id] = named as [string];
  if (GatewayId !== undefined) return internetGateway(inventory, table, id);
  if (NatGatewayId !== undefined) return natGateway(inventory, table, id);
  if (NetworkInterfaceId !== undefined) return networkInterface(inventory, table, id);
  // a route shows the interface of an instance, too; here the instance alone
  if (InstanceId !== undefined && !inventory.instances.has(id)) throw notFound('instance', id);
  if (InstanceId === undefined && !isDeclared(inventory, id)) throw unknownGateway(wanted, id);
  return id;
}

function internetGateway(inventory: Inventory, table: RouteTable, id: string): string {
  if (id === 'local') throw invalidValue('The local route of a VPC is in its route tables from their creation on');
  if (id.startsWith('vpce-'))
    throw new AwsError(
      'RouteNotSupported',
      `Route table contains unsupported route target: ${id}. VPC Endpoints of this type cannot be used as route targets.`,
    );
  const gateway = inventory.internetGateways.get(id);
  if (!gateway && isDeclared(inventory, id)) return id;
  if (!gateway) throw new AwsError('InvalidGatewayID.NotFound', `The gateway ID '${id}' does not exist`);
  if (gateway.vpcId !== table.vpcId) throw differentNetworks(table, `network gateway ${id}`);
  return id;
}

function natGateway(inventory: Inventory, table: RouteTable, id: string): string {
  const gateway = inventory.natGateways.get(id);
  if (!gateway && isDeclared(inventory, id)) return id;
  if (!gateway || ['deleting', 'deleted', 'failed'].includes(gateway.state))
    throw new AwsError('InvalidNatGatewayID.NotFound', `The natGateway ID '${id}' does not exist`);
  if (gateway.vpcId !== table.vpcId) throw differentNetworks(table, `network gateway ${id}`);
  return id;
}

function networkInterface({ networkInterfaces }: Inventory, table: RouteTable, id: string): string {
  const eni = networkInterfaces.get(id);
  if (!eni) throw notFound('networkInterface', id);
  if (eni.vpcId !== table.vpcId) throw differentNetworks(table, `interface ${id}`);
  return id;
}

function differentNetworks({ routeTableId }: RouteTable, target: string): AwsError {
  return invalidValue(`route table ${routeTableId} and ${target} belong to different networks`);
}

/** What the account file lets routes lead to is there. */
function isDeclared({ place, routeTables }: Inventory, id: string): boolean {
  const declared = (place.account.vpcs ?? []).flatMap(({ routeTables: tables = [] }) => tables.flatMap(({ routes = [] }) => routes));
  const held = [...routeTables.values()].flatMap(({ routes }) => routes.filter(({ blackhole }) => !blackhole));
  return [...declared, ...held].some(({ target }) => target === id);
}

function unknownGateway({ TransitGatewayId }: Target, id: string): AwsError {
  return TransitGatewayId === undefined
    ? new AwsError('InvalidVpcPeeringConnectionID.NotFound', `The vpcPeeringConnection ID '${id}' does not exist`)
    : new AwsError('InvalidTransitGatewayID.NotFound', `The transitGateway ID '${id}' does not exist`);
}

function isRange(destination: string): boolean {
  return /^[\d.]+\//.test(destination);
}

/** Routes that led to what is gone lead nowhere. */
export function cutOff(inventory: Inventory, target: string): void {
  for (const route of routesTo(inventory, target)) route.blackhole = true;
}

/** Routes of a VPC to a gateway that is attached to it once more lead there again. */
export function leadAgain(inventory: Inventory, target: string, vpcId: string): void {
  for (const route of routesTo(inventory, target, vpcId)) route.blackhole = false;
}

function routesTo({ routeTables }: Inventory, target: string, vpcId?: string): Route[] {
  const tables = [...routeTables.values()].filter((table) => vpcId === undefined || table.vpcId === vpcId);
  return tables.flatMap(({ routes }) => routes.filter((route) => route.target === target));
}
