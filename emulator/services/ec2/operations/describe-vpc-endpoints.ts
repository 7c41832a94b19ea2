import type { Call } from '../../../service/service.ts';
import type { World } from '../../../world.ts';
import { type FilterValues, listing, type Request } from '../listing.ts';
import type { VpcEndpoint } from '../network.ts';
import { notFound } from '../not-found.ts';

/**
 * Those of the account's own VPCs: the owner's, in a VPC that it shares, are not the participant's to see.
 *
 * @throws AwsError InvalidVpcEndpointId.NotFound
 */
export function describeVpcEndpoints(input: Request & { VpcEndpointIds?: string[] }, { world }: Call) {
  const filters: FilterValues<VpcEndpoint> = {
    'vpc-endpoint-id': ({ endpointId }) => [endpointId],
    'vpc-id': ({ vpcId }) => [vpcId],
    'service-name': ({ service }) => [serviceName(world, service)],
    'vpc-endpoint-type': ({ type }) => [type],
    'vpc-endpoint-state': ({ state }) => [state],
  };
  const all = world.ec2.endpoints.filter(({ vpcId }) => world.ec2.vpc(vpcId)!.ownerId === world.accountId);
  const endpoints = input.VpcEndpointIds?.map((id) => {
    const endpoint = all.find(({ endpointId }) => endpointId === id);
    if (!endpoint) throw notFound('vpcEndpoint', id);
    return endpoint;
  });
  const { page, NextToken } = listing(endpoints ?? all, filters, input);
  return {
    NextToken,
    VpcEndpoints: page.map((endpoint) => ({
      VpcEndpointId: endpoint.endpointId,
      VpcEndpointType: endpoint.type,
      VpcId: endpoint.vpcId,
      ServiceName: serviceName(world, endpoint.service),
      State: endpoint.state,
      OwnerId: world.accountId,
      PrivateDnsEnabled: endpoint.privateDns,
      RouteTableIds: endpoint.routeTableIds,
      SubnetIds: endpoint.subnetIds,
      NetworkInterfaceIds: [],
      Groups: endpoint.securityGroupIds.map((id) => ({ GroupId: id, GroupName: world.ec2.securityGroup(id)?.groupName })),
      Tags: [],
    })),
  };
}

function serviceName(world: World, service: string): string {
  return `com.amazonaws.${world.region}.${service}`;
}
