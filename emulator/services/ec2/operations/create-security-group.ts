import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { creation, onEc2 } from '../asks.ts';
import { everything } from '../network.ts';
import { invalidValue, missingParameter } from '../refusals.ts';
import { validDescriptions } from '../rule-requests.ts';
import { createSecurityGroup as create } from '../security-groups.ts';
import type { Ec2Place } from '../state.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';

interface Input {
  GroupName: string;
  Description: string;
  VpcId?: string;
  TagSpecifications?: TagSpecification[];
}

/** In a VPC that another account shares, too. @throws AwsError MissingParameter, VPCIdNotSpecified, InvalidVpcID.NotFound, InvalidParameterValue, InvalidGroup.Duplicate */
export const createSecurityGroup: Operation<Input, Ec2Place> = {
  asks: creation('CreateSecurityGroup', 'security-group', ({ VpcId }: Input, place) =>
    VpcId === undefined ? [] : [onEc2(place, 'vpc', VpcId)],
  ),
  run({ GroupName, Description, VpcId, TagSpecifications }, { place }) {
    if (Description === '') throw missingParameter('The request must contain the parameter GroupDescription');
    checkName(GroupName);
    if (!/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/.test(Description))
      throw invalidValue(`Invalid security group description. ${validDescriptions}`);
    // no VPC here is a default one
    if (VpcId === undefined) throw new AwsError('VPCIdNotSpecified', 'No default VPC for this user');
    const tags = specifiedTags('security-group', TagSpecifications);
    const wanted = { groupName: GroupName, description: Description, vpcId: VpcId, ingress: [], egress: [everything] };
    const { groupId } = create(place.ec2, wanted);
    place.ec2.tags.add(groupId, tags);
    return {
      GroupId: groupId,
      SecurityGroupArn: onEc2(place, 'security-group', groupId),
      ...(tags.size > 0 && { Tags: place.ec2.tags.shown(groupId) }),
    };
  },
};

function checkName(name: string): void {
  if (name.startsWith('sg-')) throw invalidValue(`Invalid value '${name}' for groupName. Group names may not be in the format sg-*.`);
  if (name === 'default') throw invalidValue('Cannot use reserved security group name: default');
  if (!/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/.test(name))
    throw invalidValue(`Value (${name}) for parameter GroupName is invalid. Names have 1 to 255 of a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`);
}
