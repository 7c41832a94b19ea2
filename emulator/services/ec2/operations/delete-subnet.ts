import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import type { Ec2Place } from '../state.ts';
import { deleteSubnet as remove } from '../subnets.ts';

/** @throws AwsError InvalidSubnetID.NotFound, DependencyViolation */
export const deleteSubnet: Operation<{ SubnetId: string }, Ec2Place> = {
  resources: ({ SubnetId }, place) => [onEc2(place, 'subnet', SubnetId)],
  run({ SubnetId }, { place }) {
    remove(place.ec2, SubnetId);
    return {};
  },
};
