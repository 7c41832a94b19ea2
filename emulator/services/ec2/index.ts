import type { Service } from '../../service/service.ts';
import { describeAvailabilityZones } from './operations/describe-availability-zones.ts';
import { describeInstances } from './operations/describe-instances.ts';
import { describeNetworkInterfaces } from './operations/describe-network-interfaces.ts';
import { describeRegions } from './operations/describe-regions.ts';
import { describeRouteTables } from './operations/describe-route-tables.ts';
import { describeSecurityGroups } from './operations/describe-security-groups.ts';
import { describeSubnets } from './operations/describe-subnets.ts';
import { describeVpcAttribute } from './operations/describe-vpc-attribute.ts';
import { describeVpcEndpoints } from './operations/describe-vpc-endpoints.ts';
import { describeVpcs } from './operations/describe-vpcs.ts';
import { modifyNetworkInterfaceAttribute } from './operations/modify-network-interface-attribute.ts';
import type { Ec2Place } from './state.ts';

/** EC2's Describe actions take no resource in IAM, but for that of a VPC's attributes. */
export const ec2: Service<Ec2Place> = {
  model: 'ec2',
  iamPrefix: 'ec2',
  operations: {
    DescribeAvailabilityZones: describeAvailabilityZones,
    DescribeInstances: describeInstances,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribeRegions: describeRegions,
    DescribeRouteTables: describeRouteTables,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: describeSubnets,
    DescribeVpcAttribute: describeVpcAttribute,
    DescribeVpcEndpoints: describeVpcEndpoints,
    DescribeVpcs: describeVpcs,
    ModifyNetworkInterfaceAttribute: modifyNetworkInterfaceAttribute,
  },
  invalid: 'InvalidParameterValue',
  denied: 'UnauthorizedOperation',
};
