import { activeHsms } from '../../core/cloudhsm/active-hsms.ts';
import { hasAdmin } from '../../core/cloudhsm/life.ts';
import { CommandError, exitCodes } from '../exit.ts';
import { type Answer, ofNoUse } from './answer.ts';
import type { OpenWait } from './open-wait.ts';
import { waitingCluster } from './waiting-cluster.ts';

/**
 * That people have activated the cluster, as CloudHSM says itself.
 *
 * @throws CommandError NotActivated
 */
export async function answerActivation(wait: OpenWait): Promise<Answer> {
  const { environment } = wait;
  const cluster = await waitingCluster(wait);
  const { clusterId, state } = cluster;
  if (hasAdmin(cluster) === 'no' && activeHsms(cluster).length === 0) return askAgain(environment, clusterId);
  if (hasAdmin(cluster) !== 'yes') {
    const remedy =
      'activate it with `cloudhsm-cli cluster activate`; where that was just done, try again in two minutes: CloudHSM takes a while to say ACTIVE';
    throw new CommandError(`${clusterId} is ${state}, not activated; nothing was changed`, exitCodes.refused, 'NotActivated', { remedy });
  }
  return {
    told: `${clusterId} is ${state}`,
    plan: `${environment}: the workflow makes the users of cluster ${clusterId} with the password of admin that stands in its secret`,
    document: { cluster: { id: clusterId, state } },
    record: async () => {},
  };
}

/** Nobody can activate a cluster without an HSM: the run is woken, makes another where there is none, and asks anew. */
function askAgain(environment: string, clusterId: string): Answer {
  const problem = `no HSM of ${clusterId} is ACTIVE: nobody can activate it`;
  const refused = new CommandError(problem, exitCodes.refused, 'NotActivated', {
    remedy: `the workflow looks at it, makes another HSM where there is none, and asks again in some minutes (\`npx hsm describe ${environment}\`): activate it then`,
  });
  return ofNoUse(`${environment}: ${problem}; have the workflow look at it`, refused);
}
