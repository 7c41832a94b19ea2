import type { Check } from '../check.ts';
import { hoursBetween, inWords } from '../hours.ts';
import { lastingClusters } from '../standing.ts';

/** Hours after its creation that a cluster may be in a state. */
const patience: Record<string, number> = { CREATE_IN_PROGRESS: 2, INITIALIZE_IN_PROGRESS: 4, UNINITIALIZED: 24, INITIALIZED: 24 };

export const clusterStuck: Check = {
  id: 'cluster-stuck',
  title: 'a cluster does not come into being',
  why: 'Creating and initializing a cluster takes minutes; one that stands still is of no use and may be billed (https://docs.aws.amazon.com/cloudhsm/latest/userguide/cluster-states.html).',
  remedy: 'provision its environment again, or delete it where nobody wants it',
  run: (facts) => {
    const busy = new Set((facts.environments ?? []).filter(({ work }) => work !== undefined).map(({ name }) => name));
    return lastingClusters(facts)
      .filter(({ state, createdAt }) => hoursBetween(createdAt, facts.at) > (patience[state] ?? Number.POSITIVE_INFINITY))
      .filter(({ environment }) => environment === null || !busy.has(environment))
      .map(({ id, environment, state, createdAt }) => ({
        resource: id,
        cluster: id,
        environment,
        evidence: `it is ${state}, ${inWords(hoursBetween(createdAt, facts.at))} after it was created`,
      }));
  },
};
