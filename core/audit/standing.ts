import { passingStates } from '../cloudhsm/life.ts';
import type { ClusterFact, EnvironmentFact, Facts, KeyStoreFact } from './facts/facts.ts';

/** An environment on record with the cluster that stands of it; one that a run is at work on is left out, since nothing of it is settled. */
export interface Standing {
  environment: EnvironmentFact;
  cluster: ClusterFact;
  keyStore: KeyStoreFact | undefined;
}

export function standingEnvironments({ clusters, environments, keyStores }: Facts): Standing[] {
  if (!clusters || !environments) return [];
  return environments
    .filter(({ work }) => work === undefined)
    .flatMap((environment) => {
      const cluster = clusters.find(({ id, environment: name }) => id === environment.clusterId || name === environment.name);
      if (!cluster || isPassing(cluster)) return [];
      return [{ environment, cluster, keyStore: keyStores?.find(({ clusterId }) => clusterId === cluster.id) }];
    });
}

/** Whether it holds its owner's certificate: from then on it may hold keys. */
export function isClaimed({ certificate }: ClusterFact): boolean {
  return certificate !== null;
}

/** CloudHSM is at work on it, and what its state says is old. */
export function isPassing({ state }: ClusterFact): boolean {
  return passingStates.has(state);
}

/** How many HSMs its file asks for; parked, none. */
export function asked({ file, parked }: EnvironmentFact): number | undefined {
  return parked ? 0 : file?.hsmCount;
}

/** Clusters that are somebody's for longer than a drill. */
export function lastingClusters({ clusters = [] }: Facts): ClusterFact[] {
  return clusters.filter(({ drill, state }) => !drill && state !== 'DELETE_IN_PROGRESS');
}
