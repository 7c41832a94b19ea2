import type { VpcDeclaration } from '../kernel/account.ts';
import { twice } from './declared-twice.ts';

/** What a VPC names that it does not have, or says twice. */
export function vpcConflicts({ subnets, nat, routeTables = [], endpoints = [] }: VpcDeclaration): [(string | number)[], string][] {
  const found: [(string | number)[], string][] = [];
  const named = (path: (string | number)[], ids: string[] | undefined, known: string[], what: string) => {
    for (const [index, id] of (ids ?? []).entries())
      if (!known.includes(id)) found.push([[...path, index], `names no ${what} of this VPC`]);
  };
  const [subnetIds, tableIds] = [subnets.map(({ id }) => id), routeTables.map(({ id }) => id)];
  if (nat !== undefined && routeTables.length > 0) found.push([['nat'], 'says what routeTables say themselves: leave one of them out']);
  const mains = routeTables.flatMap(({ main }, index) => (main ? [index] : []));
  for (const index of mains.slice(1)) found.push([['routeTables', index, 'main'], 'is true of another one: a VPC has one']);
  const routed = routeTables.flatMap(({ subnets: own = [] }, at) =>
    own.map((id, index) => ({ id, path: ['routeTables', at, 'subnets', index] })),
  );
  for (const [index, { id, path }] of routed.entries())
    if (routed.findIndex((other) => other.id === id) < index) found.push([path, 'has a route table already']);
  for (const [at, { routes = [] }] of routeTables.entries())
    found.push(
      ...twice(
        routes.map(({ destination }, index) => [destination, ['routeTables', at, 'routes', index]]),
        'goes where another one goes',
      ),
    );
  for (const [index, table] of routeTables.entries()) named(['routeTables', index, 'subnets'], table.subnets, subnetIds, 'subnet');
  for (const [index, one] of endpoints.entries()) {
    if (typeof one === 'string') continue;
    named(['endpoints', index, 'subnets'], one.subnets, subnetIds, 'subnet');
    named(['endpoints', index, 'routeTables'], one.routeTables, tableIds, 'route table');
  }
  return found;
}
