import { LifecycleError } from '../errors/lifecycle-error.ts';
import { type Cluster, environmentTag, isOf } from './cluster.ts';

/**
 * Nothing is removed of a cluster that is not tagged as the environment's.
 *
 * @throws LifecycleError ClusterMissing
 */
export function requireOurs(cluster: Cluster, environment: string, doing: string): void {
  if (isOf(cluster, environment)) return;
  throw new LifecycleError('ClusterMissing', {
    doing,
    to: cluster.clusterId,
    problem: `it is not tagged as the environment ${environment}`,
    remedy: `if it is, give the tag back (\`aws cloudhsmv2 tag-resource --resource-id ${cluster.clusterId} --tag-list Key=${environmentTag},Value=${environment}\`) and start the workflow again`,
  });
}
