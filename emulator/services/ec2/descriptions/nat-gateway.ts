import type { NatGateway } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** A NAT gateway as EC2 shows it. */
export function describedNatGateway(place: Ec2Place, gateway: NatGateway) {
  const { ec2 } = place;
  const { gatewayId, allocationId, interfaceId, failure } = gateway;
  const address = allocationId === undefined ? undefined : ec2.addresses.get(allocationId);
  const held = address?.association?.interfaceId === interfaceId ? address : undefined;
  return {
    NatGatewayId: gatewayId,
    VpcId: gateway.vpcId,
    SubnetId: gateway.subnetId,
    State: gateway.state,
    ConnectivityType: gateway.connectivity,
    CreateTime: gateway.createdAt,
    DeleteTime: gateway.deletedAt,
    FailureCode: failure?.code,
    FailureMessage: failure?.message,
    NatGatewayAddresses: [
      {
        AllocationId: allocationId,
        NetworkInterfaceId: interfaceId,
        PrivateIp: gateway.privateIp,
        PublicIp: held?.publicIp,
        AssociationId: held?.association?.associationId,
        IsPrimary: true,
        Status: held || gateway.connectivity === 'private' ? 'succeeded' : 'failed',
      },
    ],
    Tags: ec2.tags.shown(gatewayId),
  };
}
