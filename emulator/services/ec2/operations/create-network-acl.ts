import type { Operation } from '../../../service/service.ts';
import { creation, onEc2 } from '../asks.ts';
import { describedAcl } from '../descriptions/network-acl.ts';
import { createAcl, requireAcl } from '../network-acls.ts';
import type { Ec2Place } from '../state.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';
import { ownVpc } from '../vpcs.ts';

interface Input {
  VpcId: string;
  ClientToken?: string;
  TagSpecifications?: TagSpecification[];
}

/** A token that comes again gives the ACL that it made. @throws AwsError InvalidVpcID.NotFound, NetworkAclLimitExceeded */
export const createNetworkAcl: Operation<Input, Ec2Place> = {
  asks: creation('CreateNetworkAcl', 'network-acl', ({ VpcId }: Input, place) => [onEc2(place, 'vpc', VpcId)]),
  run(input, { place }) {
    const { VpcId, ClientToken, TagSpecifications } = input;
    const { ec2 } = place;
    const tags = specifiedTags('network-acl', TagSpecifications);
    ownVpc(ec2, VpcId);
    const { aclId } = ec2.once(input, ec2.networkAcls, () => {
      const made = createAcl(ec2, VpcId);
      ec2.tags.add(made.aclId, tags);
      return made.aclId;
    });
    return { NetworkAcl: describedAcl(place, requireAcl(ec2, aclId)), ClientToken };
  },
};
