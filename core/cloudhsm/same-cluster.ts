import type { Environment } from '../environment/environment.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { Cluster } from './cluster.ts';

/**
 * An environment's cluster is adopted only where it is what the file describes: mode and subnets cannot be changed, and the type is changed by people.
 *
 * @throws LifecycleError ClusterMismatch
 */
export function requireSameCluster(cluster: Cluster, environment: Environment): void {
  const subnets = Object.values(cluster.subnetMapping);
  const otherType = cluster.hsmType !== environment.hsmType;
  const differing = [
    otherType && `its HSM type is ${cluster.hsmType}, not ${environment.hsmType}`,
    cluster.mode !== environment.mode && `its mode is ${cluster.mode}, not ${environment.mode}`,
    (subnets.length !== environment.subnetIds.length || !environment.subnetIds.every((id) => subnets.includes(id))) &&
      `its subnets are ${subnets.join(', ')}`,
  ].filter((difference) => difference !== false);
  if (differing.length === 0) return;
  const modifying = `\`aws cloudhsmv2 modify-cluster --cluster-id ${cluster.clusterId} --hsm-type ${environment.hsmType}\``;
  throw new LifecycleError('ClusterMismatch', {
    doing: 'adopting the cluster',
    to: cluster.clusterId,
    problem: differing.join('; '),
    remedy: `write into the file what the cluster is${otherType ? `, or change its type (${modifying})` : ''}, and start the workflow again; a cluster keeps its mode and subnets: for others choose another environment name`,
  });
}
