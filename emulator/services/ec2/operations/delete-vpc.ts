import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import type { Ec2Place } from '../state.ts';
import { deleteVpc as remove } from '../vpcs.ts';

/** @throws AwsError InvalidVpcID.NotFound, DependencyViolation */
export const deleteVpc: Operation<{ VpcId: string }, Ec2Place> = {
  resources: ({ VpcId }, place) => [onEc2(place, 'vpc', VpcId)],
  run({ VpcId }, { place }) {
    remove(place.ec2, VpcId);
    return {};
  },
};
