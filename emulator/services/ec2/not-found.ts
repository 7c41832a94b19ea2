import { AwsError } from '../../kernel/aws-error.ts';

const kinds = {
  subnet: ['InvalidSubnetID.NotFound', (id) => `The subnet ID '${id}' does not exist`],
  vpc: ['InvalidVpcID.NotFound', (id) => `The vpc ID '${id}' does not exist`],
  securityGroup: ['InvalidGroup.NotFound', (id) => `The security group '${id}' does not exist`],
  securityGroupRule: ['InvalidSecurityGroupRuleId.NotFound', (id) => `The security group rule ID '${id}' does not exist`],
  networkInterface: ['InvalidNetworkInterfaceID.NotFound', (id) => `The networkInterface ID '${id}' does not exist`],
  instance: ['InvalidInstanceID.NotFound', (id) => `The instance ID '${id}' does not exist`],
  routeTable: ['InvalidRouteTableID.NotFound', (id) => `The routeTable ID '${id}' does not exist`],
  association: ['InvalidAssociationID.NotFound', (id) => `The association ID '${id}' does not exist`],
  vpcEndpoint: ['InvalidVpcEndpointId.NotFound', (id) => `The Vpc Endpoint Id '${id}' does not exist`],
  internetGateway: ['InvalidInternetGatewayID.NotFound', (id) => `The internetGateway ID '${id}' does not exist`],
  natGateway: ['NatGatewayNotFound', (id) => `NAT gateway ${id} was not found`],
  address: ['InvalidAllocationID.NotFound', (id) => `The allocation ID '${id}' does not exist`],
  networkAcl: ['InvalidNetworkAclID.NotFound', (id) => `The networkAcl ID '${id}' does not exist`],
  dhcpOptions: ['InvalidDhcpOptionID.NotFound', (id) => `The dhcpOption ID '${id}' does not exist`],
  prefixList: ['InvalidPrefixListId.NotFound', (id) => `The prefix list ID '${id}' does not exist`],
} satisfies Record<string, [string, (id: string) => string]>;

/** EC2's error for an id that names nothing. */
export function notFound(kind: keyof typeof kinds, id: string): AwsError {
  const [code, says] = kinds[kind];
  return new AwsError(code, says(id));
}
