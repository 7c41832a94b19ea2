import type { Operation } from '../../../service/service.ts';
import { clusterOf, removeCluster, requireState } from '../clusters.ts';
import { describeCluster } from '../description.ts';
import { invalidRequest } from '../refusals.ts';
import { onCluster } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

export const deleteCluster: Operation<{ ClusterId: string }, CloudHsmPlace> = {
  resources: onCluster,
  run({ ClusterId }, call) {
    const { place } = call;
    const cluster = clusterOf(call, ClusterId);
    if (cluster.hsms.length > 0)
      throw invalidRequest(`Cluster '${ClusterId}' still contains ${cluster.hsms.length} HSM(s); delete them first`);
    requireState(cluster, 'DeleteCluster', ['UNINITIALIZED', 'INITIALIZED', 'ACTIVE', 'DEGRADED']);
    // recorded in cloud-custodian's test_cloudhsm_subnet_delete, November 2022
    Object.assign(cluster, { state: 'DELETE_IN_PROGRESS', stateMessage: 'The cluster is being deleted.' });
    removeCluster(place.cloudhsmv2, cluster);
    return { Cluster: describeCluster(place, cluster) };
  },
};
