import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { missingParameter } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';
import { ownVpc } from '../vpcs.ts';

interface Value {
  Value?: boolean;
}

interface Input {
  VpcId: string;
  EnableDnsHostnames?: Value;
  EnableDnsSupport?: Value;
  EnableNetworkAddressUsageMetrics?: Value;
}

/** One at a time (API reference). @throws AwsError InvalidVpcID.NotFound, InvalidParameterCombination, MissingParameter */
export const modifyVpcAttribute: Operation<Input, Ec2Place> = {
  resources: ({ VpcId }, place) => [onEc2(place, 'vpc', VpcId)],
  run({ VpcId, EnableDnsHostnames, EnableDnsSupport, EnableNetworkAddressUsageMetrics }, { place: { ec2 } }) {
    const { attributes } = ownVpc(ec2, VpcId);
    const wanted = {
      enableDnsHostnames: EnableDnsHostnames?.Value,
      enableDnsSupport: EnableDnsSupport?.Value,
      enableNetworkAddressUsageMetrics: EnableNetworkAddressUsageMetrics?.Value,
    };
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
    if (given.length === 0) throw missingParameter('The request must contain exactly one attribute to modify');
    if (given.length > 1) throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
    Object.assign(attributes, Object.fromEntries(given));
    return {};
  },
};
