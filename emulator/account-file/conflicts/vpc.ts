import type { RouteDeclaration, VpcDeclaration } from '../../kernel/account.ts';
import { type Conflict, ofEach } from './conflict.ts';
import { listing, type Named, twice } from './twice.ts';

/** What a VPC names that it does not have, or says twice. */
export function vpcConflicts({ subnets, nat, routeTables = [], endpoints = [] }: VpcDeclaration): Conflict[] {
  const ofVpc = { subnet: subnets.map(({ id }) => id), 'route table': routeTables.map(({ id }) => id) };
  const unknown = (kind: keyof typeof ofVpc, list: string, ids: string[] = []) =>
    ofEach(list, ids, (id) => (ofVpc[kind].includes(id) ? [] : [[[], `names no ${kind} of this VPC`]]));
  const mains = routeTables.map(({ main }, at): Named => [main ? 'main' : undefined, ['routeTables', at, 'main']]);
  const routed = routeTables.flatMap((table, at) => listing(['routeTables', at, 'subnets'], table.subnets, (id) => id));
  const twoWords: Conflict = [['nat'], 'says what routeTables say themselves: leave one of them out'];
  return [
    ...(nat !== undefined && routeTables.length > 0 ? [twoWords] : []),
    ...twice(mains, 'is true of another one: a VPC has one'),
    ...twice(routed, 'has a route table already'),
    ...ofEach('routeTables', routeTables, ({ routes }) => twice(listing(['routes'], routes, destinationOf), 'goes where another one goes')),
    ...ofEach('routeTables', routeTables, (table) => unknown('subnet', 'subnets', table.subnets)),
    ...ofEach('endpoints', endpoints, (endpoint) =>
      typeof endpoint === 'string'
        ? []
        : [...unknown('subnet', 'subnets', endpoint.subnets), ...unknown('route table', 'routeTables', endpoint.routeTables)],
    ),
  ];
}

function destinationOf({ destination }: RouteDeclaration): string {
  return destination;
}
