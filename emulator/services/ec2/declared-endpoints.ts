import type { VpcDeclaration } from '../../kernel/account.ts';
import type { Place } from '../../service/place.ts';
import { fullAccess } from './endpoint-policy.ts';
import { gatewayServices, isMain, type RouteTable, type VpcEndpoint } from './network.ts';
import { endpointId, prefixListId } from './network-ids.ts';

interface Surroundings {
  subnetIds: string[];
  routeTables: RouteTable[];
  /** The group of interface endpoints for which none is declared. */
  guard: string;
}

/** The endpoints of a VPC. A gateway endpoint puts its route into its tables. */
export function declaredEndpoints(
  place: Place,
  { id: vpcId, endpoints = [] }: VpcDeclaration,
  { subnetIds, routeTables, guard }: Surroundings,
): VpcEndpoint[] {
  return endpoints.map((declared): VpcEndpoint => {
    const wanted = typeof declared === 'string' ? { service: declared } : declared;
    const { service, type = gatewayServices.includes(service) ? 'Gateway' : 'Interface', state = 'available' } = wanted;
    const gateway = type === 'Gateway';
    const endpoint = {
      endpointId: endpointId(place, vpcId, service),
      vpcId,
      service,
      type,
      state,
      privateDns: !gateway && (wanted.privateDns ?? true),
      subnetIds: gateway ? [] : (wanted.subnets ?? subnetIds),
      routeTableIds: gateway ? (wanted.routeTables ?? usualTables(routeTables)) : [],
      securityGroupIds: gateway ? [] : (wanted.securityGroups ?? [guard]),
      interfaceIds: [],
      policy: fullAccess,
      createdAt: place.clock.date(),
    };
    for (const table of routeTables.filter(({ routeTableId }) => endpoint.routeTableIds.includes(routeTableId))) {
      table.routes.push({ destination: prefixListId(place, service), target: endpoint.endpointId, blackhole: false });
    }
    return endpoint;
  });
}

/** Those of subnets; where no table names any, the main one is all subnets'. */
function usualTables(tables: RouteTable[]): string[] {
  const named = tables.filter((table) => !isMain(table));
  return (named.length > 0 ? named : tables).map(({ routeTableId }) => routeTableId);
}
