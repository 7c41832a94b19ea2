import type { Operation } from '../../../service/service.ts';
import { creation, onEc2 } from '../asks.ts';
import { describedEndpoint } from '../descriptions/vpc-endpoint.ts';
import { fullAccess, readPolicy } from '../endpoint-policy.ts';
import { createEndpoint } from '../endpoints.ts';
import type { VpcEndpoint } from '../network.ts';
import { invalidValue, missingParameter, notEmulatedValue } from '../refusals.ts';
import type { Ec2Place } from '../state.ts';
import { specifiedTags, type TagSpecification } from '../tags.ts';

interface Input {
  VpcId: string;
  ServiceName?: string;
  VpcEndpointType?: string;
  RouteTableIds?: string[];
  SubnetIds?: string[];
  SecurityGroupIds?: string[];
  PrivateDnsEnabled?: boolean;
  PolicyDocument?: string;
  IpAddressType?: string;
  DnsOptions?: { DnsRecordIpType?: string };
  ServiceRegion?: string;
  ClientToken?: string;
  TagSpecifications?: TagSpecification[];
}

/**
 * A gateway unless it is said to be an interface, whose name is private unless it is said not to be (API reference). A token that comes
 * again gives the endpoint that it made.
 *
 * @throws AwsError as `createEndpoint`
 */
export const createVpcEndpoint: Operation<Input, Ec2Place> = {
  refuses: ['SubnetConfigurations', 'ServiceNetworkArn', 'ResourceConfigurationArn'],
  asks: creation('CreateVpcEndpoint', 'vpc-endpoint', (input: Input, place) => [
    onEc2(place, 'vpc', input.VpcId),
    ...(input.RouteTableIds ?? []).map((id) => onEc2(place, 'route-table', id)),
    ...(input.SubnetIds ?? []).map((id) => onEc2(place, 'subnet', id)),
    ...(input.SecurityGroupIds ?? []).map((id) => onEc2(place, 'security-group', id)),
  ]),
  run(input, { place }) {
    const { VpcId, ServiceName, VpcEndpointType = 'Gateway', TagSpecifications, ClientToken, PolicyDocument } = input;
    const { ec2 } = place;
    if (ServiceName === undefined) throw missingParameter('The request must contain the parameter ServiceName');
    if (!isType(VpcEndpointType)) throw notEmulatedValue(`VpcEndpointType ${VpcEndpointType}`, 'CreateVpcEndpoint');
    checkAddresses(input, place);
    checkMembers(input, VpcEndpointType);
    const tags = specifiedTags('vpc-endpoint', TagSpecifications);
    const policy = PolicyDocument === undefined ? fullAccess : readPolicy(PolicyDocument);
    const endpoint = ec2.once(input, ec2.endpoints, () => {
      const made = createEndpoint(ec2, {
        vpcId: VpcId,
        serviceName: ServiceName,
        type: VpcEndpointType,
        routeTableIds: [...new Set(input.RouteTableIds)],
        subnetIds: [...new Set(input.SubnetIds)],
        securityGroupIds: input.SecurityGroupIds ?? [],
        privateDns: VpcEndpointType === 'Interface' && (input.PrivateDnsEnabled ?? true),
        policy,
      });
      ec2.tags.add(made.endpointId, tags);
      return made.endpointId;
    });
    return { VpcEndpoint: describedEndpoint(place, endpoint), ClientToken };
  },
};

function isType(type: string): type is VpcEndpoint['type'] {
  return type === 'Gateway' || type === 'Interface';
}

/** IPv4, in this region: nothing else is here. */
function checkAddresses({ IpAddressType = 'ipv4', DnsOptions, ServiceRegion }: Input, { region }: Ec2Place): void {
  if (IpAddressType !== 'ipv4') throw notEmulatedValue(`IpAddressType ${IpAddressType}`, 'CreateVpcEndpoint');
  const { DnsRecordIpType = 'ipv4', ...others } = DnsOptions ?? {};
  if (DnsRecordIpType !== 'ipv4' || Object.values(others).some((value) => value !== undefined && value !== false))
    throw notEmulatedValue('DnsOptions', 'CreateVpcEndpoint');
  if (ServiceRegion !== undefined && ServiceRegion !== region) throw notEmulatedValue('ServiceRegion', 'CreateVpcEndpoint');
}

/** What belongs to the other type. */
function checkMembers(input: Input, type: VpcEndpoint['type']): void {
  const { RouteTableIds = [], SubnetIds = [], SecurityGroupIds = [], PrivateDnsEnabled = false } = input;
  if (type === 'Interface' && RouteTableIds.length > 0)
    throw invalidValue('Route table IDs are only supported for Gateway type VPC Endpoint.');
  if (type === 'Gateway' && SubnetIds.length + SecurityGroupIds.length > 0)
    throw invalidValue('Subnet IDs and security group IDs are only supported for Interface type VPC Endpoint.');
  if (type === 'Gateway' && PrivateDnsEnabled) throw invalidValue('Private DNS is only supported for Interface type VPC Endpoint.');
}
