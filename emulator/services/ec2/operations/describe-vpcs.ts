import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { Vpc } from '../network.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

const filters: FilterValues<Vpc> = {
  'vpc-id': ({ vpcId }) => [vpcId],
  cidr: ({ cidrs }) => [cidrs[0]],
  'cidr-block-association.cidr-block': ({ cidrs }) => cidrs,
  'is-default': () => ['false'],
  state: () => ['available'],
};

/** @throws AwsError InvalidVpcID.NotFound */
export const describeVpcs: Operation<Request & { VpcIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const vpcs = input.VpcIds?.map((id) => {
      const vpc = place.ec2.vpc(id);
      if (!vpc) throw notFound('vpc', id);
      return vpc;
    });
    const { page, NextToken } = listing(vpcs ?? [...place.ec2.vpcs.values()], filters, input);
    return {
      NextToken,
      Vpcs: page.map((vpc) => ({
        VpcId: vpc.vpcId,
        OwnerId: vpc.ownerId,
        State: 'available',
        CidrBlock: vpc.cidrs[0],
        CidrBlockAssociationSet: vpc.cidrs.map((range, index) => ({
          AssociationId: `vpc-cidr-assoc-${place.random.hex(17, 'vpc-cidr-association', vpc.vpcId, index)}`,
          CidrBlock: range,
          CidrBlockState: { State: 'associated' },
        })),
        InstanceTenancy: 'default',
        IsDefault: false,
        Tags: [],
      })),
    };
  },
};
