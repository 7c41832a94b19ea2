import { hasAdmin } from '../../core/cloudhsm/life.ts';
import { CommandError, exitCodes } from '../exit.ts';
import type { Answer } from './answer.ts';
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
