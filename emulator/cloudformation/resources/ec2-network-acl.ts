import { required, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask, retag, specified } from './ec2.ts';

export const networkAcl: ResourceType = {
  type: 'AWS::EC2::NetworkAcl',
  fixed: ['VpcId'],
  attributes: ['Id'],
  properties: { VpcId: required(text), Tags: tags },
  async create({ VpcId, Tags }, { place }) {
    const { NetworkAcl } = await ask<{ NetworkAcl: { NetworkAclId: string } }>(place, 'CreateNetworkAcl', {
      VpcId,
      ...specified('network-acl', Tags),
    });
    const { NetworkAclId } = NetworkAcl;
    return { physicalId: NetworkAclId, attributes: { Id: NetworkAclId } };
  },
  async update({ Tags }, { physicalId, properties: before }, { place }) {
    await retag(place, physicalId, before.Tags, Tags);
    return undefined;
  },
  async delete({ physicalId: NetworkAclId }, place) {
    await ask(place, 'DeleteNetworkAcl', { NetworkAclId });
  },
};
