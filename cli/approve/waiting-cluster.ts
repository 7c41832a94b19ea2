import { type Cluster, seeCluster } from '../../core/cloudhsm/cluster.ts';
import { CommandError, exitCodes } from '../exit.ts';
import type { OpenWait } from './open-wait.ts';

/**
 * The cluster that a run waits with.
 *
 * @throws CommandError NothingWaits where it was torn down meanwhile: the run would make another
 */
export async function waitingCluster({ environment, execution, details }: OpenWait): Promise<Cluster> {
  const { clusterId = '' } = details;
  const cluster = await seeCluster(clusterId);
  if (cluster) return cluster;
  const remedy = `stop the run that waits for it (\`aws stepfunctions stop-execution --execution-arn ${execution}\`), and provision ${environment} again where it is still wanted`;
  throw new CommandError(`the cluster ${clusterId} of ${environment} is gone`, exitCodes.refused, 'NothingWaits', { remedy });
}
