import type { Service } from '../../service/service.ts';
import { withDryRun } from './dry-run.ts';
import { allocateAddress } from './operations/allocate-address.ts';
import { associateRouteTable } from './operations/associate-route-table.ts';
import { associateVpcCidrBlock } from './operations/associate-vpc-cidr-block.ts';
import { attachInternetGateway } from './operations/attach-internet-gateway.ts';
import { authorizeSecurityGroupEgress } from './operations/authorize-security-group-egress.ts';
import { authorizeSecurityGroupIngress } from './operations/authorize-security-group-ingress.ts';
import { createInternetGateway } from './operations/create-internet-gateway.ts';
import { createNatGateway } from './operations/create-nat-gateway.ts';
import { createNetworkAcl } from './operations/create-network-acl.ts';
import { createNetworkAclEntry } from './operations/create-network-acl-entry.ts';
import { createRoute } from './operations/create-route.ts';
import { createRouteTable } from './operations/create-route-table.ts';
import { createSecurityGroup } from './operations/create-security-group.ts';
import { createSubnet } from './operations/create-subnet.ts';
import { createTags } from './operations/create-tags.ts';
import { createVpc } from './operations/create-vpc.ts';
import { createVpcEndpoint } from './operations/create-vpc-endpoint.ts';
import { deleteInternetGateway } from './operations/delete-internet-gateway.ts';
import { deleteNatGateway } from './operations/delete-nat-gateway.ts';
import { deleteNetworkAcl } from './operations/delete-network-acl.ts';
import { deleteNetworkAclEntry } from './operations/delete-network-acl-entry.ts';
import { deleteRoute } from './operations/delete-route.ts';
import { deleteRouteTable } from './operations/delete-route-table.ts';
import { deleteSecurityGroup } from './operations/delete-security-group.ts';
import { deleteSubnet } from './operations/delete-subnet.ts';
import { deleteTags } from './operations/delete-tags.ts';
import { deleteVpc } from './operations/delete-vpc.ts';
import { deleteVpcEndpoints } from './operations/delete-vpc-endpoints.ts';
import { describeAccountAttributes } from './operations/describe-account-attributes.ts';
import { describeAddresses } from './operations/describe-addresses.ts';
import { describeAddressesAttribute } from './operations/describe-addresses-attribute.ts';
import { describeAvailabilityZones } from './operations/describe-availability-zones.ts';
import { describeDhcpOptions } from './operations/describe-dhcp-options.ts';
import { describeInstances } from './operations/describe-instances.ts';
import { describeInternetGateways } from './operations/describe-internet-gateways.ts';
import { describeManagedPrefixLists } from './operations/describe-managed-prefix-lists.ts';
import { describeNatGateways } from './operations/describe-nat-gateways.ts';
import { describeNetworkAcls } from './operations/describe-network-acls.ts';
import { describeNetworkInterfaces } from './operations/describe-network-interfaces.ts';
import { describePrefixLists } from './operations/describe-prefix-lists.ts';
import { describeRegions } from './operations/describe-regions.ts';
import { describeRouteTables } from './operations/describe-route-tables.ts';
import { describeSecurityGroupRules } from './operations/describe-security-group-rules.ts';
import { describeSecurityGroups } from './operations/describe-security-groups.ts';
import { describeSubnets } from './operations/describe-subnets.ts';
import { describeTags } from './operations/describe-tags.ts';
import { describeVpcAttribute } from './operations/describe-vpc-attribute.ts';
import { describeVpcEndpointServices } from './operations/describe-vpc-endpoint-services.ts';
import { describeVpcEndpoints } from './operations/describe-vpc-endpoints.ts';
import { describeVpcs } from './operations/describe-vpcs.ts';
import { describeVpnGateways } from './operations/describe-vpn-gateways.ts';
import { detachInternetGateway } from './operations/detach-internet-gateway.ts';
import { disassociateAddress } from './operations/disassociate-address.ts';
import { disassociateRouteTable } from './operations/disassociate-route-table.ts';
import { disassociateVpcCidrBlock } from './operations/disassociate-vpc-cidr-block.ts';
import { getSecurityGroupsForVpc } from './operations/get-security-groups-for-vpc.ts';
import { modifyNetworkInterfaceAttribute } from './operations/modify-network-interface-attribute.ts';
import { modifySecurityGroupRules } from './operations/modify-security-group-rules.ts';
import { modifySubnetAttribute } from './operations/modify-subnet-attribute.ts';
import { modifyVpcAttribute } from './operations/modify-vpc-attribute.ts';
import { modifyVpcEndpoint } from './operations/modify-vpc-endpoint.ts';
import { releaseAddress } from './operations/release-address.ts';
import { replaceNetworkAclAssociation } from './operations/replace-network-acl-association.ts';
import { replaceNetworkAclEntry } from './operations/replace-network-acl-entry.ts';
import { replaceRoute } from './operations/replace-route.ts';
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
    AllocateAddress: allocateAddress,
    AssociateRouteTable: associateRouteTable,
    AssociateVpcCidrBlock: associateVpcCidrBlock,
    AttachInternetGateway: attachInternetGateway,
    AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress,
    CreateInternetGateway: createInternetGateway,
    CreateNatGateway: createNatGateway,
    CreateNetworkAcl: createNetworkAcl,
    CreateNetworkAclEntry: createNetworkAclEntry,
    CreateRoute: createRoute,
    CreateRouteTable: createRouteTable,
    CreateSecurityGroup: createSecurityGroup,
    CreateSubnet: createSubnet,
    CreateTags: createTags,
    CreateVpc: createVpc,
    CreateVpcEndpoint: createVpcEndpoint,
    DeleteInternetGateway: deleteInternetGateway,
    DeleteNatGateway: deleteNatGateway,
    DeleteNetworkAcl: deleteNetworkAcl,
    DeleteNetworkAclEntry: deleteNetworkAclEntry,
    DeleteRoute: deleteRoute,
    DeleteRouteTable: deleteRouteTable,
    DeleteSecurityGroup: deleteSecurityGroup,
    DeleteSubnet: deleteSubnet,
    DeleteTags: deleteTags,
    DeleteVpc: deleteVpc,
    DeleteVpcEndpoints: deleteVpcEndpoints,
    DescribeAccountAttributes: describeAccountAttributes,
    DescribeAddresses: describeAddresses,
    DescribeAddressesAttribute: describeAddressesAttribute,
    DescribeAvailabilityZones: describeAvailabilityZones,
    DescribeDhcpOptions: describeDhcpOptions,
    DescribeInstances: describeInstances,
    DescribeInternetGateways: describeInternetGateways,
    DescribeManagedPrefixLists: describeManagedPrefixLists,
    DescribeNatGateways: describeNatGateways,
    DescribeNetworkAcls: describeNetworkAcls,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribePrefixLists: describePrefixLists,
    DescribeRegions: describeRegions,
    DescribeRouteTables: describeRouteTables,
    DescribeSecurityGroupRules: describeSecurityGroupRules,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: describeSubnets,
    DescribeTags: describeTags,
    DescribeVpcAttribute: describeVpcAttribute,
    DescribeVpcEndpointServices: describeVpcEndpointServices,
    DescribeVpcEndpoints: describeVpcEndpoints,
    DescribeVpcs: describeVpcs,
    DescribeVpnGateways: describeVpnGateways,
    DetachInternetGateway: detachInternetGateway,
    DisassociateAddress: disassociateAddress,
    DisassociateRouteTable: disassociateRouteTable,
    DisassociateVpcCidrBlock: disassociateVpcCidrBlock,
    GetSecurityGroupsForVpc: getSecurityGroupsForVpc,
    ModifyNetworkInterfaceAttribute: modifyNetworkInterfaceAttribute,
    ModifySecurityGroupRules: modifySecurityGroupRules,
    ModifySubnetAttribute: modifySubnetAttribute,
    ModifyVpcAttribute: modifyVpcAttribute,
    ModifyVpcEndpoint: modifyVpcEndpoint,
    ReleaseAddress: releaseAddress,
    ReplaceNetworkAclAssociation: replaceNetworkAclAssociation,
    ReplaceNetworkAclEntry: replaceNetworkAclEntry,
    ReplaceRoute: replaceRoute,
    ReplaceRouteTableAssociation: replaceRouteTableAssociation,
    RevokeSecurityGroupEgress: revokeSecurityGroupEgress,
    RevokeSecurityGroupIngress: revokeSecurityGroupIngress,
    UpdateSecurityGroupRuleDescriptionsEgress: updateSecurityGroupRuleDescriptionsEgress,
    UpdateSecurityGroupRuleDescriptionsIngress: updateSecurityGroupRuleDescriptionsIngress,
  }),
  context: requestContext,
  missing: (member) => missingParameter(`The request must contain the parameter ${namesInErrors[member] ?? member}`),
  invalid: 'InvalidParameterValue',
  denied: 'UnauthorizedOperation',
};

/** Of members that errors call otherwise. */
const namesInErrors: Record<string, string> = { Description: 'GroupDescription', Resources: 'resourceIdSet', Tags: 'tagSet' };
