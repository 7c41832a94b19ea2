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
  /** Of an interface endpoint: whether the service's usual name leads to it. */
  privateDns: boolean;
  /** Of an interface endpoint: who guards it; undefined where that cannot be seen. */
  groups: SecurityGroup[] | undefined;
}

/** The endpoints of a VPC that this account owns. Those of a shared VPC are its owner's to see. */
export async function endpointsOf(vpcId: string, region: string, place?: Place): Promise<Endpoint[]> {
  const { VpcEndpoints = [] } = await ec2(place).send(new DescribeVpcEndpointsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }));
  const groups = new Set(VpcEndpoints.flatMap(({ Groups = [] }) => Groups.map(({ GroupId = '' }) => GroupId)));
  const guards = await namedSecurityGroups([...groups], place);
  return VpcEndpoints.map(
    ({ VpcEndpointId = '', VpcEndpointType, ServiceName = '', State = '', PrivateDnsEnabled = false, Groups = [] }) => ({
      endpointId: VpcEndpointId,
      service: ServiceName.split(`.${region}.`).at(-1) ?? '',
      gateway: VpcEndpointType === 'Gateway',
      state: State,
      privateDns: PrivateDnsEnabled,
      groups: 'found' in guards ? guards.found.filter(({ groupId }) => Groups.some(({ GroupId }) => GroupId === groupId)) : undefined,
    }),
  );
}
