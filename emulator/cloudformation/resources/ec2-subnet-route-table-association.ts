import { required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask } from './ec2.ts';

export const subnetRouteTableAssociation: ResourceType = {
  type: 'AWS::EC2::SubnetRouteTableAssociation',
  attributes: ['Id'],
  properties: { RouteTableId: required(text), SubnetId: required(text) },
  async create(properties, { place }) {
    const { AssociationId } = await ask<{ AssociationId: string }>(place, 'AssociateRouteTable', properties);
    return { physicalId: AssociationId, attributes: { Id: AssociationId } };
  },
  async delete({ physicalId: AssociationId }, place) {
    await ask(place, 'DisassociateRouteTable', { AssociationId });
  },
};
