import type { Operation } from '../../../service/service.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import { networkAclId } from '../network-ids.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

interface NetworkAcl {
  id: string;
  vpcId: string;
  ownerId: string;
  subnetIds: string[];
}

/** As AWS makes it for each VPC: everything passes by rule 100, and the last rule, which nobody can change, denies what is left. */
const entries = [true, false].flatMap((Egress) => [
  { RuleNumber: 100, RuleAction: 'allow', Protocol: '-1', CidrBlock: '0.0.0.0/0', Egress },
  { RuleNumber: 32_767, RuleAction: 'deny', Protocol: '-1', CidrBlock: '0.0.0.0/0', Egress },
]);

const filters: FilterValues<NetworkAcl> = {
  'network-acl-id': ({ id }) => [id],
  'vpc-id': ({ vpcId }) => [vpcId],
  'owner-id': ({ ownerId }) => [ownerId],
  'association.network-acl-id': ({ id, subnetIds }) => subnetIds.map(() => id),
  'association.subnet-id': ({ subnetIds }) => subnetIds,
  default: () => ['true'],
};

/** The one that each VPC has: others cannot be made. @throws AwsError InvalidNetworkAclID.NotFound */
export const describeNetworkAcls: Operation<Request & { NetworkAclIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const { ec2 } = place;
    const subnetsOf = (vpc: string) => [...ec2.subnets.values()].filter(({ vpcId }) => vpcId === vpc).map(({ subnetId }) => subnetId);
    const all = [...ec2.vpcs.values()].map(
      ({ vpcId, ownerId }): NetworkAcl => ({
        id: networkAclId(place, vpcId),
        vpcId,
        ownerId,
        subnetIds: subnetsOf(vpcId),
      }),
    );
    const acls = input.NetworkAclIds?.map((wanted) => {
      const acl = all.find(({ id }) => id === wanted);
      if (!acl) throw notFound('networkAcl', wanted);
      return acl;
    });
    const { page, NextToken } = listing(acls ?? all, filters, input, ({ id }) => ec2.tags.of(id));
    return { NextToken, NetworkAcls: page.map((acl) => described(place, acl)) };
  },
};

function described(place: Ec2Place, { id, vpcId, ownerId, subnetIds }: NetworkAcl) {
  return {
    NetworkAclId: id,
    VpcId: vpcId,
    OwnerId: ownerId,
    IsDefault: true,
    Entries: entries,
    Associations: subnetIds.map((subnetId) => ({
      NetworkAclAssociationId: `aclassoc-${place.random.hex(17, 'network-acl-association', subnetId)}`,
      NetworkAclId: id,
      SubnetId: subnetId,
    })),
    Tags: place.ec2.tags.shown(id),
  };
}
