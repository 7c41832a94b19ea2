import type { AwsPlace } from '../../cloud.ts';
import { document, flag, oneOf, required, tags, text, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';
import { ask, retag, specified, until } from './ec2.ts';

export const vpcEndpoint: ResourceType = {
  type: 'AWS::EC2::VPCEndpoint',
  fixed: ['ServiceName', 'VpcEndpointType', 'VpcId'],
  attributes: ['Id', 'CreationTimestamp', 'DnsEntries', 'NetworkInterfaceIds'],
  properties: {
    ServiceName: required(text),
    VpcId: required(text),
    VpcEndpointType: oneOf('Gateway', 'Interface'),
    PolicyDocument: document,
    PrivateDnsEnabled: flag,
    RouteTableIds: texts,
    SecurityGroupIds: texts,
    SubnetIds: texts,
    Tags: tags,
  },
  async create({ PolicyDocument, Tags, ...given }, { place, made }) {
    const input = { ...given, ...privateNames(given), ...policy(PolicyDocument), ...specified('vpc-endpoint', Tags) };
    const { VpcEndpoint } = await ask<{ VpcEndpoint: Endpoint }>(place, 'CreateVpcEndpoint', input);
    const { VpcEndpointId } = VpcEndpoint;
    made({ physicalId: VpcEndpointId });
    await until(place, `${VpcEndpointId} comes up`, async () => (await endpoint(place, VpcEndpointId))?.State !== 'pending');
    const { CreationTimestamp, DnsEntries = [], NetworkInterfaceIds = [] } = (await endpoint(place, VpcEndpointId))!;
    return {
      physicalId: VpcEndpointId,
      attributes: {
        Id: VpcEndpointId,
        CreationTimestamp: CreationTimestamp.toISOString(),
        DnsEntries: DnsEntries.map(({ HostedZoneId, DnsName }) => `${HostedZoneId}:${DnsName}`),
        NetworkInterfaceIds,
      },
    };
  },
  async update({ PolicyDocument, Tags, ...after }, { physicalId: VpcEndpointId, properties: before }, { place }) {
    const changes = Object.entries(members).flatMap(([name, { add, remove }]) => {
      const [held, wanted]: string[][] = [before[name] ?? [], after[name] ?? []];
      const come = wanted!.filter((id) => !held!.includes(id));
      const gone = held!.filter((id) => !wanted!.includes(id));
      return [...(come.length > 0 ? [[add, come]] : []), ...(gone.length > 0 ? [[remove, gone]] : [])];
    });
    const named = PolicyDocument ? policy(PolicyDocument) : before.PolicyDocument && { ResetPolicy: true };
    await ask(place, 'ModifyVpcEndpoint', { VpcEndpointId, ...privateNames(after), ...named, ...Object.fromEntries(changes) });
    await retag(place, VpcEndpointId, before.Tags, Tags);
    return undefined;
  },
  async delete({ physicalId: VpcEndpointId }, place) {
    await ask(place, 'DeleteVpcEndpoints', { VpcEndpointIds: [VpcEndpointId] });
    await until(place, `${VpcEndpointId} goes`, async () => (await endpoint(place, VpcEndpointId)) === undefined);
  },
};

interface Given {
  VpcEndpointType?: string;
  PrivateDnsEnabled?: boolean;
}

/** A template that says nothing of private names has none, while EC2's API gives an interface endpoint some by default. */
function privateNames({ VpcEndpointType, PrivateDnsEnabled }: Given): Given {
  return VpcEndpointType === 'Interface' ? { PrivateDnsEnabled: PrivateDnsEnabled ?? false } : {};
}

const members = {
  RouteTableIds: { add: 'AddRouteTableIds', remove: 'RemoveRouteTableIds' },
  SecurityGroupIds: { add: 'AddSecurityGroupIds', remove: 'RemoveSecurityGroupIds' },
  SubnetIds: { add: 'AddSubnetIds', remove: 'RemoveSubnetIds' },
};

interface Endpoint {
  VpcEndpointId: string;
  State: string;
  CreationTimestamp: Date;
  DnsEntries?: { DnsName: string; HostedZoneId: string }[];
  NetworkInterfaceIds?: string[];
}

function policy(PolicyDocument: object | undefined): { PolicyDocument?: string } {
  return PolicyDocument ? { PolicyDocument: JSON.stringify(PolicyDocument) } : {};
}

/** Undefined where it is gone. */
async function endpoint(place: AwsPlace, id: string): Promise<Endpoint | undefined> {
  const Filters = [{ Name: 'vpc-endpoint-id', Values: [id] }];
  const { VpcEndpoints } = await ask<{ VpcEndpoints: Endpoint[] }>(place, 'DescribeVpcEndpoints', { Filters });
  return VpcEndpoints.find(({ State }) => State.toLowerCase() !== 'deleted');
}
