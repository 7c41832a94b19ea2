import type { Operation } from '../../../service/service.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

/** *Assumed* of every VPC: names of private addresses are answered, as endpoints with private DNS need it. */
const attributes = {
  enableDnsHostnames: { EnableDnsHostnames: { Value: true } },
  enableDnsSupport: { EnableDnsSupport: { Value: true } },
  enableNetworkAddressUsageMetrics: { EnableNetworkAddressUsageMetrics: { Value: false } },
};

/** One at a time (API reference). Terraform asks for all three of each VPC that it reads. @throws AwsError InvalidVpcID.NotFound */
export const describeVpcAttribute: Operation<{ VpcId: string; Attribute: keyof typeof attributes }, Ec2Place> = {
  resources: ({ VpcId }, place) => [place.arn('ec2', `vpc/${VpcId}`)],
  run({ VpcId, Attribute }, { place }) {
    if (!place.ec2.vpc(VpcId)) throw notFound('vpc', VpcId);
    return { VpcId, ...attributes[Attribute] };
  },
};
