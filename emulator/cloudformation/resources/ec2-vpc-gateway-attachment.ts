import { required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask } from './ec2.ts';

/** Of an internet gateway: there are no VPN gateways. */
export const vpcGatewayAttachment: ResourceType = {
  type: 'AWS::EC2::VPCGatewayAttachment',
  fixed: ['VpcId'],
  attributes: ['AttachmentType'],
  properties: { VpcId: required(text), InternetGatewayId: required(text) },
  async create(properties, { place }) {
    await ask(place, 'AttachInternetGateway', properties);
    return { physicalId: `IGW|${properties.VpcId}`, attributes: { AttachmentType: 'IGW' } };
  },
  async update(properties, { properties: before }, { place }) {
    await ask(place, 'DetachInternetGateway', before);
    await ask(place, 'AttachInternetGateway', properties);
    return undefined;
  },
  async delete({ properties }, place) {
    await ask(place, 'DetachInternetGateway', properties);
  },
};
