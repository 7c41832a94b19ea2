import type { Service } from '../../service/service.ts';
import { withDryRun } from './dry-run.ts';
import { associateRouteTable } from './operations/associate-route-table.ts';
import { associateVpcCidrBlock } from './operations/associate-vpc-cidr-block.ts';
import { authorizeSecurityGroupEgress } from './operations/authorize-security-group-egress.ts';
import { authorizeSecurityGroupIngress } from './operations/authorize-security-group-ingress.ts';
import { createRouteTable } from './operations/create-route-table.ts';
import { createSecurityGroup } from './operations/create-security-group.ts';
import { createSubnet } from './operations/create-subnet.ts';
import { createTags } from './operations/create-tags.ts';
import { createVpc } from './operations/create-vpc.ts';
import { deleteRouteTable } from './operations/delete-route-table.ts';
import { deleteSecurityGroup } from './operations/delete-security-group.ts';
import { deleteSubnet } from './operations/delete-subnet.ts';
import { deleteTags } from './operations/delete-tags.ts';
import { deleteVpc } from './operations/delete-vpc.ts';
import { describeAvailabilityZones } from './operations/describe-availability-zones.ts';
import { describeInstances } from './operations/describe-instances.ts';
import { describeNetworkInterfaces } from './operations/describe-network-interfaces.ts';
import { describeRegions } from './operations/describe-regions.ts';
import { describeRouteTables } from './operations/describe-route-tables.ts';
import { describeSecurityGroupRules } from './operations/describe-security-group-rules.ts';
import { describeSecurityGroups } from './operations/describe-security-groups.ts';
import { describeSubnets } from './operations/describe-subnets.ts';
import { describeTags } from './operations/describe-tags.ts';
import { describeVpcAttribute } from './operations/describe-vpc-attribute.ts';
import { describeVpcEndpoints } from './operations/describe-vpc-endpoints.ts';
import { describeVpcs } from './operations/describe-vpcs.ts';
import { disassociateRouteTable } from './operations/disassociate-route-table.ts';
import { disassociateVpcCidrBlock } from './operations/disassociate-vpc-cidr-block.ts';
import { getSecurityGroupsForVpc } from './operations/get-security-groups-for-vpc.ts';
import { modifyNetworkInterfaceAttribute } from './operations/modify-network-interface-attribute.ts';
import { modifySecurityGroupRules } from './operations/modify-security-group-rules.ts';
import { modifySubnetAttribute } from './operations/modify-subnet-attribute.ts';
import { modifyVpcAttribute } from './operations/modify-vpc-attribute.ts';
import { replaceRouteTableAssociation } from './operations/replace-route-table-association.ts';
import { revokeSecurityGroupEgress } from './operations/revoke-security-group-egress.ts';
import { revokeSecurityGroupIngress } from './operations/revoke-security-group-ingress.ts';
import { updateSecurityGroupRuleDescriptionsEgress } from './operations/update-security-group-rule-descriptions-egress.ts';
import { updateSecurityGroupRuleDescriptionsIngress } from './operations/update-security-group-rule-descriptions-ingress.ts';
import { missingParameter } from './refusals.ts';
import { requestContext } from './request-context.ts';
import type { Ec2Place } from './state.ts';

/** EC2's Describe actions take no resource in IAM, but for that of a VPC's attributes. */
export const ec2: Service<Ec2Place> = {
  model: 'ec2',
  iamPrefix: 'ec2',
  operations: withDryRun({
    AssociateRouteTable: associateRouteTable,
    AssociateVpcCidrBlock: associateVpcCidrBlock,
    AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress,
    CreateRouteTable: createRouteTable,
    CreateSecurityGroup: createSecurityGroup,
    CreateSubnet: createSubnet,
    CreateTags: createTags,
    CreateVpc: createVpc,
    DeleteRouteTable: deleteRouteTable,
    DeleteSecurityGroup: deleteSecurityGroup,
    DeleteSubnet: deleteSubnet,
    DeleteTags: deleteTags,
    DeleteVpc: deleteVpc,
    DescribeAvailabilityZones: describeAvailabilityZones,
    DescribeInstances: describeInstances,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribeRegions: describeRegions,
    DescribeRouteTables: describeRouteTables,
    DescribeSecurityGroupRules: describeSecurityGroupRules,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: describeSubnets,
    DescribeTags: describeTags,
    DescribeVpcAttribute: describeVpcAttribute,
    DescribeVpcEndpoints: describeVpcEndpoints,
    DescribeVpcs: describeVpcs,
    DisassociateRouteTable: disassociateRouteTable,
    DisassociateVpcCidrBlock: disassociateVpcCidrBlock,
    GetSecurityGroupsForVpc: getSecurityGroupsForVpc,
    ModifyNetworkInterfaceAttribute: modifyNetworkInterfaceAttribute,
    ModifySecurityGroupRules: modifySecurityGroupRules,
    ModifySubnetAttribute: modifySubnetAttribute,
    ModifyVpcAttribute: modifyVpcAttribute,
    ReplaceRouteTableAssociation: replaceRouteTableAssociation,
    RevokeSecurityGroupEgress: revokeSecurityGroupEgress,
    RevokeSecurityGroupIngress: revokeSecurityGroupIngress,
    UpdateSecurityGroupRuleDescriptionsEgress: updateSecurityGroupRuleDescriptionsEgress,
    UpdateSecurityGroupRuleDescriptionsIngress: updateSecurityGroupRuleDescriptionsIngress,
  }),
  context: requestContext,
  missing: (member) => missingParameter(`The request must contain the parameter ${member}`),
  invalid: 'InvalidParameterValue',
  denied: 'UnauthorizedOperation',
};
