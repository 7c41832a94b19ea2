import type { Service } from '../api/service.ts';
import { describeAvailabilityZones } from './describe-availability-zones.ts';
import { describeNetworkInterfaces } from './describe-network-interfaces.ts';
import { describeRouteTables } from './describe-route-tables.ts';
import { describeSecurityGroups } from './describe-security-groups.ts';
import { describeSubnets } from './describe-subnets.ts';
import { describeVpcEndpoints } from './describe-vpc-endpoints.ts';
import { describeVpcs } from './describe-vpcs.ts';

/** EC2's Describe actions take no resource in IAM. */
export const ec2: Service = {
  model: 'ec2',
  iamPrefix: 'ec2',
  operations: {
    DescribeAvailabilityZones: describeAvailabilityZones,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribeRouteTables: describeRouteTables,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: describeSubnets,
    DescribeVpcEndpoints: describeVpcEndpoints,
    DescribeVpcs: describeVpcs,
  },
  invalid: 'InvalidParameterValue',
  denied: 'UnauthorizedOperation',
};
