import type { PlaceDeclaration } from '../kernel/account.ts';
import type { Conflict } from './cluster-conflicts.ts';

/** A name or an id, and where it stands. */
export type Named = [name: string | undefined, path: (string | number)[]];

/** Names and ids that an account file gives to two things of a place. */
export function declaredTwice(place: PlaceDeclaration): Conflict[] {
  const { vpcs = [], clusters = [], backups = [], certificateAuthorities = [], secrets = [], hosts = [] } = place;
  const { alarms = [], tables = [], trails = [] } = place;
  const ofClusters = <One>(
    listed: (cluster: (typeof clusters)[number]) => One[] | undefined,
    name: (one: One) => string | undefined,
    path: string[],
  ) => clusters.flatMap((cluster, at) => listing(listed(cluster), name, ['clusters', at, ...path]));
  const keyStores = clusters.map(({ keyStore }, at): Named => [keyStore?.name, ['clusters', at, 'keyStore', 'name']]);
  return [
    ...twice(listing(vpcs, idOf, ['vpcs'])),
    ...twice(vpcs.flatMap(({ subnets }, at) => listing(subnets, idOf, ['vpcs', at, 'subnets']))),
    ...twice(vpcs.flatMap(({ securityGroups }, at) => listing(securityGroups, idOf, ['vpcs', at, 'securityGroups']))),
    ...twice(vpcs.flatMap(({ routeTables }, at) => listing(routeTables, idOf, ['vpcs', at, 'routeTables']))),
    ...twice(listing(clusters, idOf, ['clusters'])),
    ...twice([...ofClusters(({ backups }) => backups, idOf, ['backups']), ...listing(backups, idOf, ['backups'])]),
    ...twice(ofClusters(({ keyStore }) => keyStore?.keys, idOf, ['keyStore', 'keys'])),
    ...twice(keyStores, sameName),
    ...twice(listing(certificateAuthorities, idOf, ['certificateAuthorities'])),
    ...twice(listing(hosts, idOf, ['hosts'])),
    ...twice(listing(secrets, nameOf, ['secrets']), sameName),
    ...twice(listing(alarms, nameOf, ['alarms']), sameName),
    ...twice(listing(tables, nameOf, ['tables']), sameName),
    ...twice(listing(trails, nameOf, ['trails']), sameName),
  ];
}

const sameName = 'has the name of another one';
const idOf = ({ id }: { id?: string }) => id;
const nameOf = ({ name }: { name: string }) => name;

function listing<One>(listed: One[] = [], name: (one: One) => string | undefined, path: (string | number)[]): Named[] {
  return listed.map((one, index): Named => [name(one), [...path, index]]);
}

/** A conflict for each name that stands before it already. */
export function twice(named: Named[], problem = 'has the id of another one'): Conflict[] {
  const seen = new Set<string>();
  return named.flatMap(([name, path]): Conflict[] => {
    if (name === undefined || !seen.has(name)) {
      if (name !== undefined) seen.add(name);
      return [];
    }
    return [[path, problem]];
  });
}
