import type { Operation } from '../../../service/service.ts';
import { release } from '../addresses.ts';
import { onEc2 } from '../asks.ts';
import { missingParameter } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';

/** @throws AwsError MissingParameter, InvalidAllocationID.NotFound, InvalidIPAddress.InUse */
export const releaseAddress: Operation<{ AllocationId?: string }, Ec2Place> = {
  refuses: ['PublicIp'], // it was for EC2-Classic
  ignores: ['NetworkBorderGroup'],
  resources: ({ AllocationId }, place) => [onEc2(place, 'elastic-ip', AllocationId)],
  run({ AllocationId }, { place }) {
    if (AllocationId === undefined) throw missingParameter('Either public IP or allocation id must be specified');
    release(place.ec2, AllocationId);
    return {};
  },
};
