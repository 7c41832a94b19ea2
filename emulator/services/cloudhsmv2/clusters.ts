import type { Call } from '../../service/service.ts';
import type { Cluster, ClusterState } from './cluster.ts';
import { invalidRequest, notFound } from './refusals.ts';
import type { CloudHsmState } from './state.ts';
import { transition } from './transition.ts';

/**
 * The cluster that a request names.
 *
 * @throws AwsError CloudHsmResourceNotFoundException where there is none in the request's region, or it is DELETED
 */
export function clusterOf(call: Call, clusterId: string): Cluster {
  const { world } = call;
  const here = (call.caller.region ?? world.region) === world.region;
  const cluster = here ? world.cloudhsmv2.cluster(clusterId) : undefined;
  if (!cluster || cluster.state === 'DELETED') throw notFound('Cluster', clusterId);
  return cluster;
}

/** @throws AwsError CloudHsmInvalidRequestException where the cluster is in none of the states */
export function requireState(cluster: Cluster, operation: string, states: ClusterState[]): void {
  if (states.includes(cluster.state)) return;
  throw invalidRequest(`${operation} needs cluster '${cluster.clusterId}' in state ${states.join(' or ')}; its state is ${cluster.state}`);
}

/** Brings a cluster to DELETED, after which it is listed for a while. */
export function removeCluster(state: CloudHsmState, cluster: Cluster): void {
  const { world } = state;
  transition(world, `delete ${cluster.clusterId}`, world.duration('deleteCluster', cluster.clusterId), () => {
    cluster.state = 'DELETED';
    cluster.stateMessage = '';
    if (world.ec2.securityGroup(cluster.securityGroupId)) world.ec2.deleteSecurityGroup(cluster.securityGroupId);
    world.clock.after('ride', state.settings.deletedListedFor, `forget ${cluster.clusterId}`, () =>
      state.clusters.delete(cluster.clusterId),
    );
  });
}
