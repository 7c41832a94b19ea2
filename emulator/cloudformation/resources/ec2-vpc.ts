import type { AwsPlace } from '../../cloud.ts';
import { flag, oneOf, required, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask, retag, specified } from './ec2.ts';

export const vpc: ResourceType = {
  type: 'AWS::EC2::VPC',
  fixed: ['CidrBlock', 'InstanceTenancy'],
  attributes: ['VpcId', 'CidrBlock', 'CidrBlockAssociations', 'DefaultNetworkAcl', 'DefaultSecurityGroup', 'Ipv6CidrBlocks'],
  properties: {
    CidrBlock: required(text),
    EnableDnsHostnames: flag,
    EnableDnsSupport: flag,
    InstanceTenancy: oneOf('default', 'dedicated', 'host'),
    Tags: tags,
  },
  async create({ CidrBlock, InstanceTenancy, Tags, ...switches }, { place, made }) {
    const { Vpc } = await ask<{ Vpc: MadeVpc }>(place, 'CreateVpc', { CidrBlock, InstanceTenancy, ...specified('vpc', Tags) });
    const { VpcId } = Vpc;
    made({ physicalId: VpcId });
    await setSwitches(place, VpcId, switches);
    const ofVpc = (name: string, value: string) => ({
      Filters: [
        { Name: 'vpc-id', Values: [VpcId] },
        { Name: name, Values: [value] },
      ],
    });
    const { SecurityGroups } = await ask<{ SecurityGroups: { GroupId: string }[] }>(
      place,
      'DescribeSecurityGroups',
      ofVpc('group-name', 'default'),
    );
    const { NetworkAcls } = await ask<{ NetworkAcls: { NetworkAclId: string }[] }>(place, 'DescribeNetworkAcls', ofVpc('default', 'true'));
    return {
      physicalId: VpcId,
      attributes: {
        VpcId,
        CidrBlock,
        CidrBlockAssociations: Vpc.CidrBlockAssociationSet.map(({ AssociationId }) => AssociationId),
        DefaultNetworkAcl: NetworkAcls[0]!.NetworkAclId,
        DefaultSecurityGroup: SecurityGroups[0]!.GroupId,
        Ipv6CidrBlocks: [],
      },
    };
  },
  async update({ Tags, EnableDnsSupport = true, EnableDnsHostnames = false }, { physicalId, properties: before }, { place }) {
    await setSwitches(place, physicalId, { EnableDnsSupport, EnableDnsHostnames });
    await retag(place, physicalId, before.Tags, Tags);
    return undefined;
  },
  async delete({ physicalId: VpcId }, place) {
    await ask(place, 'DeleteVpc', { VpcId });
  },
};

interface MadeVpc {
  VpcId: string;
  CidrBlockAssociationSet: { AssociationId: string }[];
}

/** One in a request, as EC2 wants it; names of hosts need names at all. */
async function setSwitches(
  place: AwsPlace,
  VpcId: string,
  { EnableDnsSupport, EnableDnsHostnames }: { EnableDnsSupport?: boolean; EnableDnsHostnames?: boolean },
): Promise<void> {
  for (const [name, Value] of Object.entries({ EnableDnsSupport, EnableDnsHostnames })) {
    if (Value !== undefined) await ask(place, 'ModifyVpcAttribute', { VpcId, [name]: { Value } });
  }
}
