import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { describedRange } from '../descriptions/vpc.ts';
import { missingParameter, notEmulatedValue } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';
import { addRange, otherRanges } from '../vpcs.ts';

interface Input {
  VpcId: string;
  CidrBlock?: string;
  AmazonProvidedIpv6CidrBlock?: boolean;
}

/** @throws AwsError InvalidVpcID.NotFound, MissingParameter, InvalidParameterValue, InvalidVpc.Range, CidrLimitExceeded, CidrConflict */
export const associateVpcCidrBlock: Operation<Input, Ec2Place> = {
  refuses: otherRanges,
  resources: ({ VpcId }, place) => [onEc2(place, 'vpc', VpcId)],
  run({ VpcId, CidrBlock, AmazonProvidedIpv6CidrBlock }, { place }) {
    if (AmazonProvidedIpv6CidrBlock) throw notEmulatedValue('AmazonProvidedIpv6CidrBlock', 'AssociateVpcCidrBlock');
    if (CidrBlock === undefined) throw missingParameter("Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
    return { VpcId, CidrBlockAssociation: describedRange(addRange(place.ec2, VpcId, CidrBlock), 'associating') };
  },
};
