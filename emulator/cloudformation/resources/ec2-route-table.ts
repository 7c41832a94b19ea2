import { required, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask, retag, specified } from './ec2.ts';

export const routeTable: ResourceType = {
  type: 'AWS::EC2::RouteTable',
  fixed: ['VpcId'],
  attributes: ['RouteTableId'],
  properties: { VpcId: required(text), Tags: tags },
  async create({ VpcId, Tags }, { place }) {
    const { RouteTable } = await ask<{ RouteTable: { RouteTableId: string } }>(place, 'CreateRouteTable', {
      VpcId,
      ...specified('route-table', Tags),
    });
    const { RouteTableId } = RouteTable;
    return { physicalId: RouteTableId, attributes: { RouteTableId } };
  },
  async update({ Tags }, { physicalId, properties: before }, { place }) {
    await retag(place, physicalId, before.Tags, Tags);
    return undefined;
  },
  async delete({ physicalId: RouteTableId }, place) {
    await ask(place, 'DeleteRouteTable', { RouteTableId });
  },
};
