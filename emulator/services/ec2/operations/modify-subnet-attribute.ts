import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onEc2 } from '../asks.ts';
import type { Subnet } from '../network.ts';
import { missingParameter, notEmulatedValue } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';
import { ownVpc } from '../vpcs.ts';

interface Value {
  Value?: boolean;
}

interface Input {
  SubnetId: string;
  MapPublicIpOnLaunch?: Value;
  AssignIpv6AddressOnCreation?: Value;
  EnableDns64?: Value;
  PrivateDnsHostnameTypeOnLaunch?: Subnet['names']['type'];
  EnableResourceNameDnsARecordOnLaunch?: Value;
  EnableResourceNameDnsAAAARecordOnLaunch?: Value;
}

/** One attribute at a time (API reference). What is about IPv6 may only be switched off. @throws AwsError InvalidSubnetID.NotFound, MissingParameter, InvalidParameterCombination */
export const modifySubnetAttribute: Operation<Input, Ec2Place> = {
  refuses: ['MapCustomerOwnedIpOnLaunch', 'CustomerOwnedIpv4Pool', 'EnableLniAtDeviceIndex', 'DisableLniAtDeviceIndex'],
  resources: ({ SubnetId }, place) => [onEc2(place, 'subnet', SubnetId)],
  run({ SubnetId, ...wanted }, { place: { ec2 } }) {
    const subnet = ec2.requireSubnet(SubnetId);
    ownVpc(ec2, subnet.vpcId);
    const given = attributes.filter((name) => wanted[name] !== undefined);
    if (given.length === 0) throw missingParameter('The request must contain exactly one attribute to modify');
    if (given.length > 1) throw new AwsError('InvalidParameterCombination', 'Fields for multiple attribute types specified');
    for (const name of ['AssignIpv6AddressOnCreation', 'EnableDns64'] as const)
      if (wanted[name]?.Value) throw notEmulatedValue(name, 'ModifySubnetAttribute');
    subnet.mapPublicIpOnLaunch = wanted.MapPublicIpOnLaunch?.Value ?? subnet.mapPublicIpOnLaunch;
    subnet.names = {
      type: wanted.PrivateDnsHostnameTypeOnLaunch ?? subnet.names.type,
      a: wanted.EnableResourceNameDnsARecordOnLaunch?.Value ?? subnet.names.a,
      aaaa: wanted.EnableResourceNameDnsAAAARecordOnLaunch?.Value ?? subnet.names.aaaa,
    };
    return {};
  },
};

const attributes = [
  'MapPublicIpOnLaunch',
  'AssignIpv6AddressOnCreation',
  'EnableDns64',
  'PrivateDnsHostnameTypeOnLaunch',
  'EnableResourceNameDnsARecordOnLaunch',
  'EnableResourceNameDnsAAAARecordOnLaunch',
] as const;
