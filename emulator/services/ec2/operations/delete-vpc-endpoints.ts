import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { deleteEndpoint } from '../endpoints.ts';
import type { Ec2Place } from '../state.ts';

/** What could not be deleted is listed; the rest is. */
export const deleteVpcEndpoints: Operation<{ VpcEndpointIds: string[] }, Ec2Place> = {
  resources: ({ VpcEndpointIds }, place) => VpcEndpointIds.map((id) => onEc2(place, 'vpc-endpoint', id)),
  run({ VpcEndpointIds }, { place }) {
    const unsuccessful = VpcEndpointIds.flatMap((ResourceId) => {
      try {
        deleteEndpoint(place.ec2, ResourceId);
        return [];
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return { ResourceId, Error: { Code: error.code, Message: error.message } };
      }
    });
    return { Unsuccessful: unsuccessful };
  },
};
