import type { NatGateway } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** A NAT gateway as EC2 shows it. */
export function describedNatGateway(place: Ec2Place, gateway: NatGateway) {
  const { gatewayId, failure } = gateway;
  return {
    NatGatewayId: gatewayId,
    VpcId: gateway.vpcId,
    SubnetId: gateway.subnetId,
    State: gateway.state,
    ConnectivityType: gateway.connectivity,
    AvailabilityMode: 'zonal',
    CreateTime: gateway.createdAt,
    DeleteTime: gateway.deletedAt,
    FailureCode: failure?.code,
    FailureMessage: failure?.message,
    NatGatewayAddresses: [{ AllocationId: gateway.allocationId, IsPrimary: true, ...addressOf(place, gateway) }],
    Tags: place.ec2.tags.shown(gatewayId),
  };
}

/** While the gateway is pending, neither its interface nor an address is told. */
function addressOf({ ec2 }: Ec2Place, { state, connectivity, allocationId, interfaceId, privateIp }: NatGateway) {
  if (state === 'pending') return { Status: connectivity === 'private' ? 'assigning' : 'associating' };
  const address = allocationId === undefined ? undefined : ec2.addresses.get(allocationId);
  const held = address?.association?.interfaceId === interfaceId ? address : undefined;
  return {
    NetworkInterfaceId: interfaceId,
    PrivateIp: privateIp,
    PublicIp: held?.publicIp,
    AssociationId: held?.association?.associationId,
    Status: held || connectivity === 'private' ? 'succeeded' : 'failed',
  };
}
