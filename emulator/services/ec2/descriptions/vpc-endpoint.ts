import { privateName, serviceName } from '../endpoint-services.ts';
import type { VpcEndpoint } from '../network.ts';
import type { Ec2Place } from '../state.ts';

/** An endpoint as EC2 shows it. */
export function describedEndpoint(place: Ec2Place, endpoint: VpcEndpoint) {
  const { ec2 } = place;
  const ofInterface = {
    IpAddressType: 'ipv4',
    DnsOptions: { DnsRecordIpType: 'ipv4' },
  };
  return {
    VpcEndpointId: endpoint.endpointId,
    VpcEndpointType: endpoint.type,
    VpcId: endpoint.vpcId,
    ServiceName: serviceName(place, endpoint.service),
    ServiceRegion: place.region,
    State: endpoint.state,
    OwnerId: place.accountId,
    PolicyDocument: endpoint.policy,
    PrivateDnsEnabled: endpoint.privateDns,
    RequesterManaged: false,
    RouteTableIds: endpoint.routeTableIds,
    SubnetIds: endpoint.subnetIds,
    NetworkInterfaceIds: endpoint.interfaceIds,
    Groups: endpoint.securityGroupIds.map((id) => ({ GroupId: id, GroupName: ec2.securityGroup(id)?.groupName })),
    DnsEntries: endpoint.type === 'Interface' ? dnsEntries(place, endpoint) : [],
    ...(endpoint.type === 'Interface' && ofInterface),
    CreationTimestamp: endpoint.createdAt,
    Tags: ec2.tags.shown(endpoint.endpointId),
  };
}

/** Names of the endpoint as a whole, of each zone that it is in, and the service's own where private DNS leads there. */
function dnsEntries(place: Ec2Place, endpoint: VpcEndpoint) {
  const { endpointId, service, subnetIds, privateDns } = endpoint;
  const id = `${endpointId}-${place.random.text(8, 'abcdefghijklmnopqrstuvwxyz0123456789', 'endpoint-dns', endpointId)}`;
  const zones = subnetIds.flatMap((subnetId) => place.ec2.subnets.get(subnetId)?.availabilityZone ?? []);
  const domain = `${service}.${place.region}.vpce.amazonaws.com`;
  const hosted = (purpose: string) => `Z${place.random.text(13, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', purpose, service)}`;
  const names = [id, ...zones.map((zone) => `${id}-${zone}`)].map((name) => `${name}.${domain}`);
  return [
    ...names.map((DnsName) => ({ DnsName, HostedZoneId: hosted('endpoint-zone') })),
    ...(privateDns ? [{ DnsName: privateName(place, service), HostedZoneId: hosted(`private-zone ${endpointId}`) }] : []),
  ];
}
