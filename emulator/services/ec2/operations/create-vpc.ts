import type { Operation } from '../../../service/service.ts';
import { creation } from '../asks.ts';
import { describedVpc } from '../descriptions/vpc.ts';
import type { Vpc } from '../network.ts';
import { missingParameter, notEmulatedValue } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';
import { createVpc as create, otherRanges } from '../vpcs.ts';

interface Input {
  CidrBlock?: string;
  InstanceTenancy?: Vpc['tenancy'];
  AmazonProvidedIpv6CidrBlock?: boolean;
  TagSpecifications?: TagSpecification[];
}

/** @throws AwsError MissingParameter, InvalidParameterValue, InvalidVpc.Range, VpcLimitExceeded, TagLimitExceeded */
export const createVpc: Operation<Input, Ec2Place> = {
  refuses: [...otherRanges, 'VpcEncryptionControl'],
  asks: creation('CreateVpc', 'vpc'),
  run({ CidrBlock, InstanceTenancy = 'default', AmazonProvidedIpv6CidrBlock, TagSpecifications }, { place }) {
    if (AmazonProvidedIpv6CidrBlock) throw notEmulatedValue('AmazonProvidedIpv6CidrBlock', 'CreateVpc');
    if (CidrBlock === undefined) throw missingParameter("Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.");
    const tags = specifiedTags('vpc', TagSpecifications);
    const vpc = create(place.ec2, { cidr: CidrBlock, tenancy: InstanceTenancy });
    place.ec2.tags.add(vpc.vpcId, tags);
    return { Vpc: describedVpc(place, vpc, 'pending') };
  },
};
