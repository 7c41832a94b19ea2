import { deleteHsmCommand } from '../../cloudhsm/deletion-commands.ts';
import { isUnfinished } from '../../cloudhsm/life.ts';
import type { Check } from '../check.ts';
import type { ClusterFact } from '../facts/facts.ts';
import { lastingClusters } from '../standing.ts';

export const hsmDegraded: Check = {
  id: 'hsm-degraded',
  title: 'an HSM has failed',
  why: 'CloudHSM replaces a failed HSM by itself; one that stays DEGRADED serves nobody and is billed (https://docs.aws.amazon.com/cloudhsm/latest/userguide/troubleshooting.html).',
  remedy: 'repair the environment: it replaces the HSM while another works',
  run: (facts) =>
    lastingClusters(facts).flatMap((cluster) =>
      cluster.hsms
        .filter(({ state }) => state === 'DEGRADED')
        .map(({ id, zone, stateMessage }) => ({
          resource: id,
          cluster: cluster.id,
          environment: cluster.environment,
          evidence: `it is DEGRADED in ${zone}${stateMessage ? ` (${stateMessage})` : ''}`,
          remedy: cluster.environment
            ? mending(cluster.environment, cluster)
            : `\`${deleteHsmCommand(cluster.id, id)}\`, then create another in ${zone}`,
        })),
    ),
};

/** A cluster that was never activated has nothing to be repaired. */
function mending(environment: string, cluster: ClusterFact): string {
  return isUnfinished(cluster)
    ? `CloudHSM replaces it by itself; where it has not after half an hour, \`npx hsm provision -f ${environment}.json\` says what to do`
    : `\`npx hsm repair ${environment}\``;
}
