import type { Call } from '../../service/service.ts';
import { transition } from '../../service/transition.ts';
import type { Cluster, ClusterState } from './cluster.ts';
import type { Inventory } from './inventory.ts';
import { invalidRequest, notFound } from './refusals.ts';
import type { CloudHsmPlace } from './state.ts';

/** States in which HSMs come and go: while a cluster is modified, none does (user guide, "Migrating from hsm1.medium to hsm2m.medium"). */
export const takesHsms: ClusterState[] = ['UNINITIALIZED', 'INITIALIZE_IN_PROGRESS', 'INITIALIZED', 'ACTIVE', 'DEGRADED'];

/**
 * The cluster that a request names.
 *
 * @throws AwsError CloudHsmResourceNotFoundException where there is none in the request's region, or it is DELETED
 */
export function clusterOf(call: Call<CloudHsmPlace>, clusterId: string): Cluster {
  const cluster = call.place.cloudhsmv2.cluster(clusterId);
  if (!cluster || cluster.state === 'DELETED') throw notFound('Cluster', clusterId);
  return cluster;
}

/** @throws AwsError CloudHsmInvalidRequestException where the cluster is in none of the states */
export function requireState(cluster: Cluster, operation: string, states: ClusterState[]): void {
  if (states.includes(cluster.state)) return;
  throw invalidRequest(`${operation} needs cluster '${cluster.clusterId}' in state ${states.join(' or ')}; its state is ${cluster.state}`);
}

/** Brings a cluster to DELETED, after which it is listed for a while. */
export function removeCluster(state: Inventory, cluster: Cluster): void {
  const { place } = state;
  transition(place, `delete ${cluster.clusterId}`, place.duration('deleteCluster', cluster.clusterId), () => {
    cluster.state = 'DELETED';
    cluster.stateMessage = '';
    const group = cluster.securityGroupId;
    // a group that a host has stays, as EC2 deletes none that is in use
    if (place.ec2.securityGroup(group) && !place.ec2.inUse(group)) place.ec2.deleteSecurityGroup(group);
    place.clock.after('ride', state.settings.deletedListedFor, `forget ${cluster.clusterId}`, () =>
      state.clusters.delete(cluster.clusterId),
    );
  });
}
