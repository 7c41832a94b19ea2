import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import type { VpcAttributes } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** One at a time (API reference). Terraform asks for all three of each VPC that it reads. @throws AwsError InvalidVpcID.NotFound */
export const describeVpcAttribute: Operation<{ VpcId: string; Attribute: keyof VpcAttributes }, Ec2Place> = {
  resources: ({ VpcId }, place) => [onEc2(place, 'vpc', VpcId)],
  run({ VpcId, Attribute }, { place }) {
    const { attributes } = place.ec2.requireVpc(VpcId);
    return { VpcId, [Attribute[0]!.toUpperCase() + Attribute.slice(1)]: { Value: attributes[Attribute] } };
  },
};
