import type { AwsPlace } from '../../cloud.ts';
import { oneOf, required, tags, text } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';
import { ask, retag, specified, until } from './ec2.ts';

export const natGateway: ResourceType = {
  type: 'AWS::EC2::NatGateway',
  fixed: ['SubnetId', 'AllocationId', 'ConnectivityType', 'PrivateIpAddress'],
  attributes: ['NatGatewayId', 'EniId'],
  properties: {
    SubnetId: required(text),
    AllocationId: text,
    ConnectivityType: oneOf('public', 'private'),
    PrivateIpAddress: text,
    Tags: tags,
  },
  async create({ Tags, ...given }, { place, made }) {
    const { NatGateway } = await ask<{ NatGateway: Gateway }>(place, 'CreateNatGateway', { ...given, ...specified('natgateway', Tags) });
    const { NatGatewayId } = NatGateway;
    made({ physicalId: NatGatewayId });
    await until(place, `${NatGatewayId} comes up`, async () => (await gateway(place, NatGatewayId)).State !== 'pending');
    const { State, FailureMessage, NatGatewayAddresses } = await gateway(place, NatGatewayId);
    if (State !== 'available') throw new ResourceError(FailureMessage ?? `NAT gateway ${NatGatewayId} is ${State}`);
    return { physicalId: NatGatewayId, attributes: { NatGatewayId, EniId: NatGatewayAddresses[0]!.NetworkInterfaceId } };
  },
  async update({ Tags }, { physicalId, properties: before }, { place }) {
    await retag(place, physicalId, before.Tags, Tags);
    return undefined;
  },
  async delete({ physicalId: NatGatewayId }, place) {
    await ask(place, 'DeleteNatGateway', { NatGatewayId });
    await until(place, `${NatGatewayId} goes`, async () => (await gateway(place, NatGatewayId)).State === 'deleted');
  },
};

interface Gateway {
  NatGatewayId: string;
  State: string;
  FailureMessage?: string;
  NatGatewayAddresses: { NetworkInterfaceId: string }[];
}

async function gateway(place: AwsPlace, id: string): Promise<Gateway> {
  const { NatGateways } = await ask<{ NatGateways: Gateway[] }>(place, 'DescribeNatGateways', { NatGatewayIds: [id] });
  return NatGateways[0]!;
}
