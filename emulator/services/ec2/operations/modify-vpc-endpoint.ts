import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import { fullAccess, readPolicy } from '../endpoint-policy.ts';
import { changeEndpoint } from '../endpoints.ts';
import { notEmulatedValue } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';

interface Input {
  VpcEndpointId: string;
  ResetPolicy?: boolean;
  PolicyDocument?: string;
  AddRouteTableIds?: string[];
  RemoveRouteTableIds?: string[];
  AddSubnetIds?: string[];
  RemoveSubnetIds?: string[];
  AddSecurityGroupIds?: string[];
  RemoveSecurityGroupIds?: string[];
  PrivateDnsEnabled?: boolean;
  IpAddressType?: string;
  DnsOptions?: { DnsRecordIpType?: string };
}

/** @throws AwsError InvalidVpcEndpointId.NotFound, and as `changeEndpoint` */
export const modifyVpcEndpoint: Operation<Input, Ec2Place> = {
  refuses: ['SubnetConfigurations'],
  resources: (input, place) => [
    onEc2(place, 'vpc-endpoint', input.VpcEndpointId),
    ...[...(input.AddRouteTableIds ?? []), ...(input.RemoveRouteTableIds ?? [])].map((id) => onEc2(place, 'route-table', id)),
    ...[...(input.AddSubnetIds ?? []), ...(input.RemoveSubnetIds ?? [])].map((id) => onEc2(place, 'subnet', id)),
    ...[...(input.AddSecurityGroupIds ?? []), ...(input.RemoveSecurityGroupIds ?? [])].map((id) => onEc2(place, 'security-group', id)),
  ],
  run(input, { place }) {
    const { IpAddressType = 'ipv4', DnsOptions, PolicyDocument, ResetPolicy } = input;
    if (IpAddressType !== 'ipv4' || (DnsOptions?.DnsRecordIpType ?? 'ipv4') !== 'ipv4')
      throw notEmulatedValue('IpAddressType', 'ModifyVpcEndpoint');
    const given = PolicyDocument === undefined ? undefined : readPolicy(PolicyDocument);
    changeEndpoint(place.ec2, input.VpcEndpointId, {
      addRouteTables: input.AddRouteTableIds ?? [],
      removeRouteTables: input.RemoveRouteTableIds ?? [],
      addSubnets: input.AddSubnetIds ?? [],
      removeSubnets: input.RemoveSubnetIds ?? [],
      addGroups: input.AddSecurityGroupIds ?? [],
      removeGroups: input.RemoveSecurityGroupIds ?? [],
      privateDns: input.PrivateDnsEnabled,
      policy: ResetPolicy ? fullAccess : given,
    });
    return { Return: true };
  },
};
