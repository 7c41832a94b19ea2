import { alarmPrefix } from '../alarms/names.ts';
import { isPassing, isUnfinished } from '../cloudhsm/life.ts';
import { environmentTag } from '../cloudhsm/tags.ts';
import type { UsersSeen } from '../users/users-seen.ts';
import type { ClusterFact, EnvironmentFact, Facts, KeyStoreFact } from './facts/facts.ts';

/**
 * An environment on record with the cluster that stands of it. One that a run or CloudHSM is at work on is left out, since nothing of it is
 * settled, and one that was never activated: people may be asked for its certificate, and what is missing comes with it.
 */
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
      const cluster = clusterOf(environment, clusters);
      if (!cluster || isPassing(cluster) || isUnfinished(cluster)) return [];
      return [{ environment, cluster, keyStore: keyStores?.find(({ clusterId }) => clusterId === cluster.id) }];
    });
}

/** Names of environments that a run or CloudHSM is at work on: what is not found of them now may be found when that is over. */
export function unsettled({ clusters = [], environments = [] }: Facts): string[] {
  return environments.flatMap((environment) => {
    const cluster = clusterOf(environment, clusters);
    return environment.work !== undefined || (cluster && isPassing(cluster)) ? [environment.name] : [];
  });
}

function clusterOf({ name, clusterId }: EnvironmentFact, clusters: ClusterFact[]): ClusterFact | undefined {
  return clusters.find(({ id, environment }) => id === clusterId || environment === name);
}

/** What was last seen of the users of each environment that stands. */
export function usersSeen(facts: Facts): (Standing & { seen: UsersSeen })[] {
  return standingEnvironments(facts).flatMap((standing) => {
    const { usersSeen: seen } = standing.environment;
    return seen ? [{ ...standing, seen }] : [];
  });
}

/** Whose an alarm is, by its name; `at work` where a run is at work on it, and undefined where it is the stack's own. */
export function settledOwner({ environments = [], stage }: Facts, alarm: string): EnvironmentFact | 'at work' | undefined {
  const owner = environments.find(({ name }) => alarm.startsWith(alarmPrefix(stage, name)));
  return owner?.work === undefined ? owner : 'at work';
}

/** Whether it holds its owner's certificate: from then on it may hold keys. */
export function hasCertificate({ certificate }: ClusterFact): boolean {
  return certificate !== null;
}

/** How many HSMs its file asks for; parked, none. */
export function asked({ file, parked }: EnvironmentFact): number | undefined {
  return parked ? 0 : file?.hsmCount;
}

/** Whether its tags say whose it is: an environment's, of this stage or of another, or a drill's. */
export function isSomebodys({ drill, tags }: ClusterFact): boolean {
  return drill || tags[environmentTag] !== undefined;
}

/** Clusters that are somebody's for longer than a drill. */
export function lastingClusters({ clusters = [] }: Facts): ClusterFact[] {
  return clusters.filter(({ drill, state }) => !drill && state !== 'DELETE_IN_PROGRESS');
}
