import { deleteHsmCommand } from '../../cloudhsm/deletion-commands.ts';
import type { Check } from '../check.ts';
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
            ? `\`npx hsm repair ${cluster.environment}\``
            : `\`${deleteHsmCommand(cluster.id, id)}\`, then create another in ${zone}`,
        })),
    ),
};
