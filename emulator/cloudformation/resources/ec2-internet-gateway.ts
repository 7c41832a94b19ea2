import { tags } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask, retag, specified } from './ec2.ts';

export const internetGateway: ResourceType = {
  type: 'AWS::EC2::InternetGateway',
  attributes: ['InternetGatewayId'],
  properties: { Tags: tags },
  async create({ Tags }, { place }) {
    const { InternetGateway } = await ask<{ InternetGateway: { InternetGatewayId: string } }>(
      place,
      'CreateInternetGateway',
      specified('internet-gateway', Tags),
    );
    const { InternetGatewayId } = InternetGateway;
    return { physicalId: InternetGatewayId, attributes: { InternetGatewayId } };
  },
  async update({ Tags }, { physicalId, properties: before }, { place }) {
    await retag(place, physicalId, before.Tags, Tags);
    return undefined;
  },
  async delete({ physicalId: InternetGatewayId }, place) {
    await ask(place, 'DeleteInternetGateway', { InternetGatewayId });
  },
};
