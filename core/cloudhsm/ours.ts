import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { Cluster } from './cluster.ts';
import { isOf, lostTags } from './tags.ts';

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
    remedy: `if it is, ${lostTags(cluster, environment).remedy} and start the workflow again`,
  });
}
