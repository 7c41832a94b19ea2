import { flag, required, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask, retag, specified } from './ec2.ts';
import { aclAssociationOf } from './ec2-subnet-network-acl-association.ts';

export const subnet: ResourceType = {
  type: 'AWS::EC2::Subnet',
  fixed: ['VpcId', 'CidrBlock', 'AvailabilityZone', 'AvailabilityZoneId'],
  attributes: ['SubnetId', 'AvailabilityZone', 'AvailabilityZoneId', 'CidrBlock', 'VpcId', 'NetworkAclAssociationId', 'Ipv6CidrBlocks'],
  properties: {
    VpcId: required(text),
    CidrBlock: required(text),
    AvailabilityZone: text,
    AvailabilityZoneId: text,
    MapPublicIpOnLaunch: flag,
    Tags: tags,
  },
  async create({ MapPublicIpOnLaunch, Tags, ...given }, { place, made }) {
    const { Subnet } = await ask<{ Subnet: MadeSubnet }>(place, 'CreateSubnet', { ...given, ...specified('subnet', Tags) });
    const { SubnetId, AvailabilityZone, AvailabilityZoneId, CidrBlock, VpcId } = Subnet;
    made({ physicalId: SubnetId });
    if (MapPublicIpOnLaunch) await ask(place, 'ModifySubnetAttribute', { SubnetId, MapPublicIpOnLaunch: { Value: true } });
    const NetworkAclAssociationId = await aclAssociationOf(place, SubnetId);
    const told = { SubnetId, AvailabilityZone, AvailabilityZoneId, CidrBlock, VpcId };
    return { physicalId: SubnetId, attributes: { ...told, NetworkAclAssociationId, Ipv6CidrBlocks: [] } };
  },
  async update({ MapPublicIpOnLaunch = false, Tags }, { physicalId: SubnetId, properties: before }, { place }) {
    await ask(place, 'ModifySubnetAttribute', { SubnetId, MapPublicIpOnLaunch: { Value: MapPublicIpOnLaunch } });
    await retag(place, SubnetId, before.Tags, Tags);
    return undefined;
  },
  async delete({ physicalId: SubnetId }, place) {
    await ask(place, 'DeleteSubnet', { SubnetId });
  },
};

interface MadeSubnet {
  SubnetId: string;
  AvailabilityZone: string;
  AvailabilityZoneId: string;
  CidrBlock: string;
  VpcId: string;
}
