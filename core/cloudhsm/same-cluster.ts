import type { Environment } from '../environment/environment.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import type { Cluster } from './cluster.ts';

/**
 * An environment's cluster is adopted only where it is what the file describes: mode and subnets cannot be changed, and the type is changed by people.
 *
 * @throws LifecycleError ClusterMismatch
 */
export function requireSameCluster(cluster: Cluster, environment: Environment): void {
  const differing = differences(cluster, environment).map(({ problem }) => problem);
  if (differing.length === 0) return;
  throw new LifecycleError('ClusterMismatch', {
    doing: 'adopting the cluster',
    to: cluster.clusterId,
    problem: differing.join('; '),
    remedy: `write into the file what the cluster is${orModify(cluster, environment)}, and start the workflow again; a cluster keeps its mode and subnets: for others choose another environment name`,
  });
}

/** HSMs of old become newer ones, and not the other way round. */
export function orModify({ clusterId, hsmType }: Cluster, environment: Environment): string {
  if (hsmType === environment.hsmType || environment.hsmType === 'hsm1.medium') return '';
  return `, or change its type (\`aws cloudhsmv2 modify-cluster --cluster-id ${clusterId} --hsm-type ${environment.hsmType}\`)`;
}

/** In what a cluster is not what the file describes: where the file says it, and how it is. */
export function differences(cluster: Cluster, { hsmType, mode, subnetIds }: Environment): { path: string; problem: string }[] {
  const subnets = Object.values(cluster.subnetMapping);
  const found = [
    cluster.hsmType !== hsmType && { path: 'hsmType', problem: `its HSM type is ${cluster.hsmType}, not ${hsmType}` },
    cluster.mode !== mode && { path: 'mode', problem: `its mode is ${cluster.mode}, not ${mode}` },
    (subnets.length !== subnetIds.length || !subnetIds.every((id) => subnets.includes(id))) && {
      path: 'subnetIds',
      problem: `its subnets are ${subnets.join(', ')}`,
    },
  ];
  return found.filter((difference) => difference !== false);
}
