import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import type { Cluster } from '../cluster.ts';
import { clusterOf, requireState, takesHsms } from '../clusters.ts';
import { describeHsm } from '../description.ts';
import { addHsm } from '../hsms.ts';
import { checkHsmQuotas } from '../quotas.ts';
import { invalidRequest } from '../refusals.ts';
import { onCluster } from '../resources.ts';
import type { CloudHsmPlace } from '../state.ts';

interface Input {
  ClusterId: string;
  AvailabilityZone: string;
  IpAddress?: string;
}

export const createHsm: Operation<Input, CloudHsmPlace> = {
  resources: onCluster,
  run(input, call) {
    const { place } = call;
    const state = place.cloudhsmv2;
    const cluster = clusterOf(call, input.ClusterId);
    requireState(cluster, 'CreateHsm', takesHsms);
    if (!cluster.activated && cluster.hsms.length > 0)
      throw invalidRequest(`Cluster '${cluster.clusterId}' already contains an HSM but has not yet been fully activated`);
    const subnetId = cluster.subnetMapping[input.AvailabilityZone];
    if (!subnetId)
      throw invalidRequest(
        `Cluster '${cluster.clusterId}' has no subnet in ${input.AvailabilityZone}; it has: ${Object.keys(cluster.subnetMapping).join(', ')}`,
      );
    if (place.account.zonesWithoutCloudHsm?.includes(input.AvailabilityZone))
      throw invalidRequest(`AWS CloudHSM is not available in ${input.AvailabilityZone}`);
    checkHsmQuotas(state, cluster);
    const eni = createNetworkInterface(place, cluster, subnetId, input.IpAddress);
    return { Hsm: describeHsm(place, cluster, addHsm(state, cluster, input.AvailabilityZone, eni)) };
  },
};

function createNetworkInterface(place: CloudHsmPlace, cluster: Cluster, subnetId: string, privateIpAddress: string | undefined) {
  try {
    return place.ec2.createNetworkInterface({
      subnetId,
      groupIds: [cluster.securityGroupId],
      privateIpAddress,
      description: `CloudHSM Managed Interface of ${cluster.clusterId}`,
    });
  } catch (error) {
    if (error instanceof AwsError) throw invalidRequest(error.message);
    throw error;
  }
}
