import { DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import type { Place } from '../aws/clients.ts';
import { ec2 } from '../aws/ec2.ts';
import { namedSecurityGroups, type SecurityGroup } from './security-groups.ts';

export interface Endpoint {
  endpointId: string;
  /** The last part of its service's name: `ecr.api`, `s3`. */
  service: string;
  gateway: boolean;
  state: string;
  /** Of an interface endpoint: whether the service's usual name leads to it, in the VPC and not only for whoever asks from outside. */
  privateDns: boolean;
  /** Of an interface endpoint: where it has addresses. */
  subnetIds: string[];
  /** Whether its policy lets everybody do everything, as it does unless somebody writes one. */
  open: boolean;
  /** Of an interface endpoint: who guards it; undefined where that cannot be seen. */
  groups: SecurityGroup[] | undefined;
}

/** The endpoints of a VPC that this account owns. Those of a shared VPC are its owner's to see. */
export async function endpointsOf(vpcId: string, region: string, place?: Place): Promise<Endpoint[]> {
  const { VpcEndpoints = [] } = await ec2(place).send(new DescribeVpcEndpointsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }));
  const groups = new Set(VpcEndpoints.flatMap(({ Groups = [] }) => Groups.map(({ GroupId = '' }) => GroupId)));
  const guards = await namedSecurityGroups([...groups], place);
  return VpcEndpoints.map(
    ({ VpcEndpointId = '', VpcEndpointType, ServiceName = '', State = '', PrivateDnsEnabled = false, Groups = [], ...rest }) => ({
      endpointId: VpcEndpointId,
      service: ServiceName.split(`.${region}.`).at(-1) ?? '',
      gateway: VpcEndpointType === 'Gateway',
      state: State,
      privateDns: PrivateDnsEnabled && !rest.DnsOptions?.PrivateDnsOnlyForInboundResolverEndpoint,
      subnetIds: rest.SubnetIds ?? [],
      open: isOpen(rest.PolicyDocument),
      groups: 'found' in guards ? guards.found.filter(({ groupId }) => Groups.some(({ GroupId }) => GroupId === groupId)) : undefined,
    }),
  );
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
function isOpen(policy: string | undefined): boolean {
  if (!policy) return true;
  const { Statement } = JSON.parse(policy) as { Statement?: object | object[] };
  const statements = [Statement ?? []].flat() as Record<string, unknown>[];
  const all = ({ Effect, Action, Resource, Principal, Condition }: Record<string, unknown>) =>
    Effect === 'Allow' &&
    isAll(Action) &&
    isAll(Resource) &&
    (isAll(Principal) || isAll((Principal as { AWS?: unknown })?.AWS)) &&
    !Condition;
  return statements.some(all) && statements.every(({ Effect }) => Effect === 'Allow');
}

function isAll(value: unknown): boolean {
  return [value].flat().includes('*');
}
