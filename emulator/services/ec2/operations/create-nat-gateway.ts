import type { Operation } from '../../../service/service.ts';
import { creation, onEc2 } from '../asks.ts';
import { describedNatGateway } from '../descriptions/nat-gateway.ts';
import { createNatGateway as create } from '../nat-gateways.ts';
import type { NatGateway } from '../network.ts';
import { missingParameter, notEmulatedValue } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';

interface Input {
  SubnetId?: string;
  AllocationId?: string;
  ConnectivityType?: NatGateway['connectivity'];
  PrivateIpAddress?: string;
  AvailabilityMode?: string;
  ClientToken?: string;
  TagSpecifications?: TagSpecification[];
}

/** In one zone. A token that comes again gives the gateway that it made. @throws AwsError as `createNatGateway` of `../nat-gateways.ts` */
export const createNatGateway: Operation<Input, Ec2Place> = {
  refuses: [
    'VpcId',
    'AvailabilityZoneAddresses',
    'SecondaryAllocationIds',
    'SecondaryPrivateIpAddresses',
    'SecondaryPrivateIpAddressCount',
  ],
  asks: creation('CreateNatGateway', 'natgateway', ({ SubnetId, AllocationId }: Input, place) => [
    onEc2(place, 'subnet', SubnetId),
    ...(AllocationId === undefined ? [] : [onEc2(place, 'elastic-ip', AllocationId)]),
  ]),
  run(input, { place }) {
    const { SubnetId, AllocationId, ConnectivityType = 'public', PrivateIpAddress, ClientToken, TagSpecifications } = input;
    const { ec2 } = place;
    if (input.AvailabilityMode === 'regional') throw notEmulatedValue('AvailabilityMode', 'CreateNatGateway');
    if (SubnetId === undefined) throw missingParameter('The request must contain the parameter SubnetId');
    const tags = specifiedTags('natgateway', TagSpecifications);
    const gateway = ec2.once(input, ec2.natGateways, () => {
      const wanted = { subnetId: SubnetId, connectivity: ConnectivityType, allocationId: AllocationId, privateIp: PrivateIpAddress };
      const made = create(ec2, wanted);
      ec2.tags.add(made.gatewayId, tags);
      return made.gatewayId;
    });
    return { NatGateway: describedNatGateway(place, gateway), ClientToken };
  },
};
