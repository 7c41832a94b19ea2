import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ec2State } from '../../../emulator/services/ec2/state.ts';
import { ec2Of } from './calls.ts';

/** Something to do with what is there: `pick` chooses among ids. */
type Deed = (
  call: (operation: string, input?: object) => Promise<any>,
  ec2: Ec2State,
  pick: (ids: Iterable<string>) => string,
) => Promise<unknown>;

const own = (ec2: Ec2State) => [...ec2.vpcs.keys()].slice(1);

const deeds: Record<string, Deed> = {
  vpc: (call, { vpcs }) => call('CreateVpc', { CidrBlock: `10.${vpcs.size}.0.0/16` }),
  subnet: (call, ec2, pick) => {
    const VpcId = pick(own(ec2));
    const [range = ''] = ec2.vpcs.get(VpcId)?.ranges.map(({ cidr }) => cidr) ?? [];
    return call('CreateSubnet', {
      VpcId,
      CidrBlock: range.replace(/0\.0\/16$/, `${ec2.subnets.size}.0/24`),
      AvailabilityZone: 'us-east-1a',
    });
  },
  group: (call, ec2, pick) =>
    call('CreateSecurityGroup', { VpcId: pick(own(ec2)), GroupName: `g${ec2.securityGroups.size}`, Description: 'd' }),
  rule: (call, ec2, pick) => {
    const GroupId = pick(ec2.securityGroups.keys());
    const { vpcId } = ec2.securityGroups.get(GroupId)!;
    const others = [...ec2.securityGroups.values()].filter((group) => group.vpcId === vpcId && group.groupId !== GroupId);
    const peer = pick(others.map(({ groupId }) => groupId));
    return call('AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: peer }] }] });
  },
  table: (call, ec2, pick) => call('CreateRouteTable', { VpcId: pick(own(ec2)) }),
  associate: (call, ec2, pick) =>
    call('AssociateRouteTable', { RouteTableId: pick(ec2.routeTables.keys()), SubnetId: pick(ec2.subnets.keys()) }),
  gateway: async (call, ec2, pick) => {
    const { InternetGatewayId } = (await call('CreateInternetGateway')).InternetGateway;
    await call('AttachInternetGateway', { InternetGatewayId, VpcId: pick(own(ec2)) });
  },
  address: (call) => call('AllocateAddress'),
  nat: (call, ec2, pick) => call('CreateNatGateway', { SubnetId: pick(ec2.subnets.keys()), AllocationId: pick(ec2.addresses.keys()) }),
  route: (call, ec2, pick) =>
    call('CreateRoute', {
      RouteTableId: pick(ec2.routeTables.keys()),
      DestinationCidrBlock: '0.0.0.0/0',
      NatGatewayId: pick(ec2.natGateways.keys()),
    }),
  endpoint: (call, ec2, pick) => {
    const subnet = pick(ec2.subnets.keys());
    const { vpcId: VpcId } = ec2.subnets.get(subnet) ?? { vpcId: '' };
    const wanted = { ServiceName: 'com.amazonaws.us-east-1.kms', VpcEndpointType: 'Interface', PrivateDnsEnabled: false };
    return call('CreateVpcEndpoint', { ...wanted, VpcId, SubnetIds: [subnet] });
  },
  gatewayEndpoint: (call, ec2, pick) => {
    const table = pick(ec2.routeTables.keys());
    const wanted = { ServiceName: 'com.amazonaws.us-east-1.s3', RouteTableIds: [table] };
    return call('CreateVpcEndpoint', { ...wanted, VpcId: ec2.routeTables.get(table)?.vpcId ?? '' });
  },
  acl: async (call, ec2, pick) => {
    const SubnetId = pick(ec2.subnets.keys());
    const VpcId = ec2.subnets.get(SubnetId)?.vpcId ?? '';
    const { NetworkAclId } = (await call('CreateNetworkAcl', { VpcId })).NetworkAcl;
    const asked = { Filters: [{ Name: 'association.subnet-id', Values: [SubnetId] }] };
    const { Associations } = (await call('DescribeNetworkAcls', asked)).NetworkAcls[0];
    const held = Associations.find((one: { SubnetId: string }) => one.SubnetId === SubnetId);
    await call('ReplaceNetworkAclAssociation', { AssociationId: held.NetworkAclAssociationId, NetworkAclId });
  },
};

/** Each deletion, with the ids that it is tried on. */
const deletions: [string, string, (ec2: Ec2State) => Iterable<string>][] = [
  ['DeleteNatGateway', 'NatGatewayId', ({ natGateways }) => natGateways.keys()],
  ['DeleteVpcEndpoints', 'VpcEndpointIds', ({ endpoints }) => endpoints.keys()],
  ['DeleteSubnet', 'SubnetId', ({ subnets }) => subnets.keys()],
  ['DeleteRouteTable', 'RouteTableId', ({ routeTables }) => routeTables.keys()],
  ['DeleteNetworkAcl', 'NetworkAclId', ({ networkAcls }) => networkAcls.keys()],
  ['DeleteSecurityGroup', 'GroupId', ({ securityGroups }) => securityGroups.keys()],
  ['DeleteInternetGateway', 'InternetGatewayId', ({ internetGateways }) => internetGateways.keys()],
  ['ReleaseAddress', 'AllocationId', ({ addresses }) => addresses.keys()],
  ['DeleteVpc', 'VpcId', (ec2) => own(ec2)],
];

/** What names something that is not there. */
function dangling(ec2: Ec2State): string[] {
  const {
    vpcs,
    subnets,
    securityGroups,
    routeTables,
    endpoints,
    natGateways,
    networkAcls,
    networkInterfaces,
    addresses,
    internetGateways,
  } = ec2;
  const missing = (held: { has(id: string): boolean }, ids: (string | undefined)[], of: string) =>
    ids.filter((id) => id !== undefined && !held.has(id)).map((id) => `${of} names ${id}`);
  const live = [...natGateways.values()].filter(({ state }) => !['deleted', 'failed'].includes(state));
  const inVpc = [subnets, securityGroups, routeTables, endpoints, networkAcls, networkInterfaces, internetGateways].flatMap((held) => [
    ...held.values(),
  ]);
  const listed = [...inVpc, ...live].flatMap(({ vpcId }) => missing(vpcs, [vpcId], 'a thing'));
  const groups = [...securityGroups.values()];
  const rules = groups.flatMap(({ groupId, ingress, egress }) =>
    missing(
      securityGroups,
      [...ingress, ...egress].map((rule) => rule.groupId),
      groupId,
    ),
  );
  const enis = [...networkInterfaces.values()].flatMap(({ eniId, subnetId, groupIds }) => [
    ...missing(subnets, [subnetId], eniId),
    ...missing(securityGroups, groupIds, eniId),
  ]);
  const tables = [...routeTables.values()].flatMap(({ routeTableId, associations, routes }) => [
    ...missing(
      subnets,
      associations.map(({ subnetId }) => subnetId),
      routeTableId,
    ),
    ...missing(
      endpoints,
      routes.map(({ target }) => (target.startsWith('vpce-') ? target : undefined)),
      routeTableId,
    ),
  ]);
  const served = [...endpoints.values()].flatMap(({ endpointId, subnetIds, routeTableIds, securityGroupIds, interfaceIds }) => [
    ...missing(subnets, subnetIds, endpointId),
    ...missing(routeTables, routeTableIds, endpointId),
    ...missing(securityGroups, securityGroupIds, endpointId),
    ...missing(networkInterfaces, interfaceIds, endpointId),
  ]);
  const acls = [...subnets.values()].flatMap(({ subnetId, acl }) => missing(networkAcls, [acl?.aclId], subnetId));
  const mapped = [...addresses.values()].flatMap(({ allocationId, association }) =>
    missing(networkInterfaces, [association?.interfaceId], allocationId),
  );
  const mains = [...vpcs.keys()].filter(
    (id) => [...routeTables.values()].filter((one) => one.vpcId === id && one.associations.some(({ subnetId }) => !subnetId)).length !== 1,
  );
  return [...listed, ...rules, ...enis, ...tables, ...served, ...acls, ...mapped, ...mains.map((id) => `${id} has no main table`)];
}

it('leaves nothing that names what is gone, in whatever order things are made and deleted, and everything goes in the end', async () => {
  const names = Object.keys(deeds);
  const step = fc.record({
    deed: fc.constantFrom(...names, ...names, ...deletions.map(([operation]) => operation)),
    at: fc.nat(1000),
    pass: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 30, maxLength: 80 }), async (steps) => {
      const { call, home, emulator } = await ec2Of({ speed: 1, account: { quotas: { vpcs: 9, elasticIps: 20 } } });
      const { ec2 } = home;
      // what is refused changes nothing: the next look tells
      const attempt = (deed: Promise<unknown>) => deed.catch((error) => expect(error.code, String(error)).toBeTypeOf('string'));
      const remove = ([operation, member]: (typeof deletions)[number], id: string) =>
        attempt(call(operation, { [member]: member.endsWith('s') ? [id] : id }));
      for (const { deed, at, pass } of steps) {
        const pick = (ids: Iterable<string>) => [...ids].at(at % Math.max(1, [...ids].length)) ?? 'vpc-00000000';
        const deletion = deletions.find(([operation]) => operation === deed);
        if (deletion) await remove(deletion, pick(deletion[2](ec2)));
        else await attempt(deeds[deed]!(call, ec2, pick));
        if (pass === 0) await home.clock.advance(100);
        expect(dangling(ec2), deed).toEqual([]);
      }
      for (const { groupId, ingress } of [...ec2.securityGroups.values()])
        for (const { ruleId } of ingress)
          await attempt(call('RevokeSecurityGroupIngress', { GroupId: groupId, SecurityGroupRuleIds: [ruleId] }));
      for (const round of [1, 2, 3]) {
        for (const { gatewayId, vpcId } of ec2.internetGateways.values())
          if (vpcId) await attempt(call('DetachInternetGateway', { InternetGatewayId: gatewayId, VpcId: vpcId }));
        for (const { associations } of [...ec2.routeTables.values()])
          for (const { associationId } of associations) await attempt(call('DisassociateRouteTable', { AssociationId: associationId }));
        for (const deletion of deletions) for (const id of [...deletion[2](ec2)]) await remove(deletion, id);
        await home.clock.advance(200 * round);
      }
      expect([ec2.vpcs.size, ec2.addresses.size, ec2.internetGateways.size, ec2.networkInterfaces.size, ec2.endpoints.size]).toEqual([
        1, 0, 0, 0, 0,
      ]);
      await emulator.stop();
    }),
    { numRuns: Number(process.env.DELETION_RUNS ?? 8), seed: 7 },
  );
});
