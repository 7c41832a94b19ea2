import type { AwsPlace } from '../../cloud.ts';
import { oneOf, tags } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask, retag, specified } from './ec2.ts';

interface Address {
  PublicIp: string;
  AllocationId: string;
}

export const elasticIp: ResourceType = {
  type: 'AWS::EC2::EIP',
  fixed: ['Domain'],
  attributes: ['AllocationId', 'PublicIp'],
  properties: { Domain: oneOf('vpc'), Tags: tags },
  async create({ Tags }, { place }) {
    const input = { Domain: 'vpc', ...specified('elastic-ip', Tags) };
    const { PublicIp, AllocationId } = await ask<Address>(place, 'AllocateAddress', input);
    return { physicalId: PublicIp, attributes: { PublicIp, AllocationId } };
  },
  async update({ Tags }, { physicalId, properties: before }, { place }) {
    await retag(place, await allocationOf(place, physicalId), before.Tags, Tags);
    return undefined;
  },
  async delete({ physicalId }, place) {
    await ask(place, 'ReleaseAddress', { AllocationId: await allocationOf(place, physicalId) });
  },
};

async function allocationOf(place: AwsPlace, PublicIp: string): Promise<string> {
  const { Addresses } = await ask<{ Addresses: Address[] }>(place, 'DescribeAddresses', { PublicIps: [PublicIp] });
  return Addresses[0]!.AllocationId;
}
