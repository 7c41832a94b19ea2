import type { PlaceDeclaration } from '../../kernel/account.ts';
import type { Conflict } from './conflict.ts';
import { listing, type Named, twice } from './twice.ts';

const sameId = 'has the id of another one';
const sameName = 'has the name of another one';
const idOf = ({ id }: { id?: string }) => id;
const nameOf = ({ name }: { name: string }) => name;

/** Names and ids that an account file gives to two things of a place. */
export function declaredTwice(place: PlaceDeclaration): Conflict[] {
  const { vpcs = [], clusters = [], backups = [], certificateAuthorities = [], secrets = [], hosts = [] } = place;
  const { alarms = [], parameters = [], tables = [], trails = [] } = place;
  const keyStores = clusters.map(({ keyStore }, at): Named => [keyStore?.name, ['clusters', at, 'keyStore', 'name']]);
  const ids = [
    listing(['vpcs'], vpcs, idOf),
    vpcs.flatMap(({ subnets }, at) => listing(['vpcs', at, 'subnets'], subnets, idOf)),
    vpcs.flatMap(({ securityGroups }, at) => listing(['vpcs', at, 'securityGroups'], securityGroups, idOf)),
    vpcs.flatMap(({ routeTables }, at) => listing(['vpcs', at, 'routeTables'], routeTables, idOf)),
    listing(['clusters'], clusters, idOf),
    [
      ...clusters.flatMap((cluster, at) => listing(['clusters', at, 'backups'], cluster.backups, idOf)),
      ...listing(['backups'], backups, idOf),
    ],
    clusters.flatMap(({ keyStore }, at) => listing(['clusters', at, 'keyStore', 'keys'], keyStore?.keys, idOf)),
    listing(['certificateAuthorities'], certificateAuthorities, idOf),
    listing(['hosts'], hosts, idOf),
  ];
  const names = [
    keyStores,
    ...Object.entries({ secrets, parameters, alarms, tables, trails }).map(([kind, ones]) =>
      listing<{ name: string }>([kind], ones, nameOf),
    ),
  ];
  return [...ids.flatMap((named) => twice(named, sameId)), ...names.flatMap((named) => twice(named, sameName))];
}
