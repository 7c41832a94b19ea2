import { type Cluster, getCluster } from './cluster.ts';
import { clusterBusy, isPassing, requireLife } from './life.ts';

/**
 * Changes a cluster while CloudHSM is not at work on it. Somebody may begin between the look and the change: what CloudHSM refuses
 * is looked at again.
 *
 * @param doing as in `creating an HSM`
 * @throws LifecycleError ClusterBusy, which the state machine retries
 */
export async function whenSettled<Answer>(cluster: Cluster, doing: string, change: () => Promise<Answer>): Promise<Answer> {
  requireLife(cluster);
  if (isPassing(cluster)) throw clusterBusy(cluster, doing);
  try {
    return await change();
  } catch (error) {
    if ((error as Error).name !== 'CloudHsmInvalidRequestException') throw error;
    const now = await getCluster(cluster.clusterId);
    if (isPassing(now) && now.state !== cluster.state) throw clusterBusy(now, doing);
    throw error;
  }
}
