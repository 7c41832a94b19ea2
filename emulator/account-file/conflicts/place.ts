import type { PlaceDeclaration } from '../../kernel/account.ts';
import { backupConflicts } from './backup.ts';
import { clusterConflicts } from './cluster.ts';
import { type Conflict, ofEach } from './conflict.ts';
import { declaredNetworkConflicts } from './declared-network.ts';
import { declaredTwice } from './declared-twice.ts';
import { rangeConflicts } from './ranges.ts';
import { regionConflicts } from './region.ts';
import { usualNetworkConflicts } from './usual-network.ts';

/** A region of an account, of which both are known. */
export type Place = PlaceDeclaration & { accountId: string; region: string };

/** What the declarations of a place say against each other. */
export function placeConflicts(place: Place): Conflict[] {
  const { accountId, region, vpcs = [], clusters = [], backups = [], certificateAuthorities = [] } = place;
  const ownConflicts = ({ owner }: { owner?: string }): Conflict[] =>
    owner === accountId ? [[['owner'], 'has to be another account than its own: leave it out']] : [];
  return [
    ...declaredTwice(place),
    ...regionConflicts(place, region),
    ...ofEach('vpcs', vpcs, ({ subnets }) => rangeConflicts(subnets)),
    ...ofEach('vpcs', vpcs, ownConflicts),
    ...ofEach('certificateAuthorities', certificateAuthorities, ownConflicts),
    ...ofEach('backups', backups, (backup) => backupConflicts(backup, region)),
    ...ofEach('clusters', clusters, (cluster) => clusterConflicts(cluster, region)),
    ...(place.vpcs ? declaredNetworkConflicts(place, place.vpcs) : usualNetworkConflicts(place, region)),
  ];
}
