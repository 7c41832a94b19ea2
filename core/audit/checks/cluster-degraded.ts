import type { Check } from '../check.ts';
import { lastingClusters } from '../standing.ts';

export const clusterDegraded: Check = {
  id: 'cluster-degraded',
  title: 'CloudHSM reports that a cluster failed',
  why: 'A cluster that is DEGRADED may lose its keys with its next HSM (https://docs.aws.amazon.com/cloudhsm/latest/userguide/troubleshooting.html).',
  remedy: 'ask AWS Support before you touch it; see that a READY backup of it exists',
  run: (facts) =>
    lastingClusters(facts)
      .filter(({ state }) => state === 'DEGRADED')
      .map(({ id, environment, stateMessage }) => ({
        resource: id,
        cluster: id,
        environment,
        evidence: `its state is DEGRADED${stateMessage ? ` (${stateMessage})` : ''}`,
      })),
};
