import type { AwsPlace } from '../../cloud.ts';
import { required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask } from './ec2.ts';

/** A subnet has a list in any case: without this one, the one of its VPC. */
export const subnetNetworkAclAssociation: ResourceType = {
  type: 'AWS::EC2::SubnetNetworkAclAssociation',
  attributes: ['AssociationId'],
  properties: { NetworkAclId: required(text), SubnetId: required(text) },
  async create({ NetworkAclId, SubnetId }, { place }) {
    const AssociationId = await give(place, SubnetId, NetworkAclId);
    return { physicalId: AssociationId, attributes: { AssociationId } };
  },
  async delete({ physicalId, properties: { SubnetId } }, place) {
    const { VpcId, Associations } = await aclWith(place, 'association.subnet-id', SubnetId);
    // whoever has taken its place keeps the subnet
    if (!Associations.some(({ NetworkAclAssociationId }) => NetworkAclAssociationId === physicalId)) return;
    const { NetworkAclId } = await aclWith(place, 'vpc-id', VpcId, { Name: 'default', Values: ['true'] });
    await give(place, SubnetId, NetworkAclId);
  },
};

interface Acl {
  NetworkAclId: string;
  VpcId: string;
  Associations: { NetworkAclAssociationId: string; SubnetId: string }[];
}

/** The association that a subnet has: each subnet has one. */
export async function aclAssociationOf(place: AwsPlace, subnetId: string): Promise<string> {
  const { Associations } = await aclWith(place, 'association.subnet-id', subnetId);
  return Associations.find(({ SubnetId }) => SubnetId === subnetId)!.NetworkAclAssociationId;
}

async function aclWith(place: AwsPlace, name: string, value: string, ...more: object[]): Promise<Acl> {
  const Filters = [{ Name: name, Values: [value] }, ...more];
  const { NetworkAcls } = await ask<{ NetworkAcls: Acl[] }>(place, 'DescribeNetworkAcls', { Filters });
  return NetworkAcls[0]!;
}

async function give(place: AwsPlace, subnetId: string, NetworkAclId: string): Promise<string> {
  const AssociationId = await aclAssociationOf(place, subnetId);
  const { NewAssociationId } = await ask<{ NewAssociationId: string }>(place, 'ReplaceNetworkAclAssociation', {
    AssociationId,
    NetworkAclId,
  });
  return NewAssociationId;
}
