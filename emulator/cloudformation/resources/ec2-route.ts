import { required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask } from './ec2.ts';

/** Where a table's packets go: its target changes in place. */
export const route: ResourceType = {
  type: 'AWS::EC2::Route',
  fixed: ['RouteTableId', 'DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'],
  attributes: ['CidrBlock'],
  properties: {
    RouteTableId: required(text),
    DestinationCidrBlock: text,
    DestinationIpv6CidrBlock: text,
    DestinationPrefixListId: text,
    GatewayId: text,
    NatGatewayId: text,
    NetworkInterfaceId: text,
    TransitGatewayId: text,
    VpcEndpointId: text,
    VpcPeeringConnectionId: text,
  },
  async create(properties, { place }) {
    await ask(place, 'CreateRoute', properties);
    const CidrBlock = Object.values(destinationOf(properties)).find((destination) => destination !== undefined)!;
    return { physicalId: `${properties.RouteTableId}|${CidrBlock}`, attributes: { CidrBlock } };
  },
  async update(properties, _made, { place }) {
    await ask(place, 'ReplaceRoute', properties);
    return undefined;
  },
  async delete({ properties }, place) {
    await ask(place, 'DeleteRoute', { RouteTableId: properties.RouteTableId, ...destinationOf(properties) });
  },
};

function destinationOf({ DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId }: Record<string, string | undefined>) {
  return { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId };
}
