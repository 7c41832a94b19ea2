import type { KmsNeeds } from '../needs.ts';
import { clusterOf } from './cluster-requirements.ts';
import type { CustomKeyStore } from './custom-key-store.ts';

/** Has the store's cluster know where KMS is logged in and which keys it holds: it reports both to CloudWatch. */
export function tellCluster(place: KmsNeeds, store: CustomKeyStore): void {
  const cluster = clusterOf(place, store.clusterId);
  if (!cluster) return;
  for (const { hsmId, sessions } of cluster.hsms) {
    if (store.sessions.has(hsmId)) sessions.add(store.id);
    else sessions.delete(store.id);
  }
  place.cloudhsmv2.report(cluster);
}
