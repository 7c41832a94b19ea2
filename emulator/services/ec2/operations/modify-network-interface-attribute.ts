import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { notFound } from '../not-found.ts';
import type { Ec2Place } from '../state.ts';

interface Input {
  NetworkInterfaceId: string;
  Groups?: string[];
}

/** EC2's own quota of groups of an interface. */
const mostGroups = 5;

/** Its groups only. @throws AwsError InvalidNetworkInterfaceID.NotFound, InvalidGroup.NotFound, InvalidParameterValue, SecurityGroupsPerInterfaceLimitExceeded */
export const modifyNetworkInterfaceAttribute: Operation<Input, Ec2Place> = {
  refuses: [
    'EnaSrdSpecification',
    'EnablePrimaryIpv6',
    'ConnectionTrackingSpecification',
    'AssociatePublicIpAddress',
    'AssociatedSubnetIds',
    'Description',
    'SourceDestCheck',
    'Attachment',
  ],
  resources: ({ NetworkInterfaceId, Groups = [] }, place) => [
    place.arn('ec2', `network-interface/${NetworkInterfaceId}`),
    ...Groups.map((id) => place.arn('ec2', `security-group/${id}`)),
  ],
  run({ NetworkInterfaceId, Groups = [] }, { place: { ec2 } }) {
    const eni = ec2.networkInterfaces.get(NetworkInterfaceId);
    if (!eni) throw notFound('networkInterface', NetworkInterfaceId);
    for (const id of Groups) {
      const group = ec2.securityGroup(id);
      if (!group) throw notFound('securityGroup', id);
      if (group.vpcId !== eni.vpcId)
        throw new AwsError(
          'InvalidParameterValue',
          `You have specified two resources that belong to different networks: ${id} and ${eni.eniId}`,
        );
    }
    if (Groups.length > mostGroups)
      throw new AwsError(
        'SecurityGroupsPerInterfaceLimitExceeded',
        'The maximum number of security groups per interface has been reached.',
      );
    if (Groups.length === 0) throw new AwsError('MissingParameter', 'The request must contain exactly one attribute to modify');
    eni.groupIds = [...new Set(Groups)];
    return {};
  },
};
