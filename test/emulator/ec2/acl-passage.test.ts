import { describe, expect, it } from 'vitest';
import { ec2Of } from './calls.ts';

type Entry = [egress: boolean, action: 'allow' | 'deny', cidr: string, ports?: [from: number, to: number]];

const anywhere = '0.0.0.0/0';
const [out, into] = [true, false];

/** Two private subnets with a group, without any way out, and a third one for what leads out. */
async function threeSubnets() {
  const made = await ec2Of({ speed: 1 });
  const { call, home } = made;
  const VpcId: string = (await call('CreateVpc', { CidrBlock: '10.1.0.0/16' })).Vpc.VpcId;
  await call('ModifyVpcAttribute', { VpcId, EnableDnsHostnames: { Value: true } });
  const subnet = async (CidrBlock: string, AvailabilityZone: string): Promise<string> =>
    (await call('CreateSubnet', { VpcId, CidrBlock, AvailabilityZone })).Subnet.SubnetId;
  const [near, far, edge] = [
    await subnet('10.1.1.0/24', 'us-east-1a'),
    await subnet('10.1.2.0/24', 'us-east-1b'),
    await subnet('10.1.3.0/24', 'us-east-1c'),
  ];
  const GroupId: string = (await call('CreateSecurityGroup', { GroupName: 'all', Description: 'of all', VpcId })).GroupId;
  await call('AuthorizeSecurityGroupIngress', { GroupId, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.1.0.0/16' });
  /** Gives a subnet an ACL with these entries, in their order. */
  const guard = async (SubnetId: string, ...entries: Entry[]) => {
    const { NetworkAclId } = (await call('CreateNetworkAcl', { VpcId })).NetworkAcl;
    const Filters = [{ Name: 'association.subnet-id', Values: [SubnetId] }];
    const { Associations } = (await call('DescribeNetworkAcls', { Filters })).NetworkAcls[0];
    const { NetworkAclAssociationId } = Associations.find((one: any) => one.SubnetId === SubnetId);
    await call('ReplaceNetworkAclAssociation', { AssociationId: NetworkAclAssociationId, NetworkAclId });
    for (const [index, [Egress, RuleAction, CidrBlock, ports]] of entries.entries()) {
      const PortRange = ports && { From: ports[0], To: ports[1] };
      const about = { Egress, RuleAction, CidrBlock, Protocol: ports ? 'tcp' : '-1', PortRange };
      await call('CreateNetworkAclEntry', { NetworkAclId, RuleNumber: index + 1, ...about });
    }
  };
  const endpoint = async (...SubnetIds: string[]) => {
    const ServiceName = 'com.amazonaws.us-east-1.logs';
    await call('CreateVpcEndpoint', { VpcId, ServiceName, VpcEndpointType: 'Interface', SubnetIds, SecurityGroupIds: [GroupId] });
    await home.clock.advance(300);
  };
  const nat = async () => {
    const { InternetGatewayId } = (await call('CreateInternetGateway')).InternetGateway;
    await call('AttachInternetGateway', { InternetGatewayId, VpcId });
    const { AllocationId } = await call('AllocateAddress', { Domain: 'vpc' });
    const { NatGatewayId } = (await call('CreateNatGateway', { SubnetId: edge, AllocationId })).NatGateway;
    await home.clock.advance(300);
    const { RouteTables } = await call('DescribeRouteTables', { Filters: [{ Name: 'vpc-id', Values: [VpcId] }] });
    await call('CreateRoute', { RouteTableId: RouteTables[0].RouteTableId, DestinationCidrBlock: anywhere, NatGatewayId });
    const { RouteTableId } = (await call('CreateRouteTable', { VpcId })).RouteTable;
    await call('AssociateRouteTable', { RouteTableId, SubnetId: edge });
    await call('CreateRoute', { RouteTableId, DestinationCidrBlock: anywhere, GatewayId: InternetGatewayId });
  };
  const reached = () => home.ec2.unreachable([near], [GroupId], ['logs']).length === 0;
  return { ...made, near, far, edge, guard, endpoint, nat, reached };
}

describe('network ACLs', () => {
  it('are not passed on the way to an endpoint in the subnet itself', async () => {
    const { near, guard, endpoint, reached } = await threeSubnets();
    await endpoint(near);
    await guard(near);
    expect(reached()).toBe(true);
  });

  it('are passed at both ends on the way to an endpoint in another subnet, and there alone', async () => {
    const { near, far, edge, guard, endpoint, reached } = await threeSubnets();
    await endpoint(far);
    await guard(edge);
    await guard(near, [out, 'allow', '10.1.2.0/24', [443, 443]], [into, 'allow', '10.1.2.0/24', [1024, 65_535]]);
    expect(reached()).toBe(true);
    await guard(far, [into, 'allow', '10.1.1.0/24', [443, 443]]);
    expect(reached(), 'no answer leaves it').toBe(false);
    await guard(far, [into, 'allow', '10.1.1.0/24', [443, 443]], [out, 'allow', '10.1.1.0/24', [1024, 65_535]]);
    expect(reached()).toBe(true);
  });

  it.each<[string, boolean, Entry[]]>([
    [
      'that lets all through',
      true,
      [
        [out, 'allow', anywhere],
        [into, 'allow', anywhere],
      ],
    ],
    [
      'that lets its answers in',
      true,
      [
        [into, 'allow', '10.1.0.0/16', [443, 443]],
        [out, 'allow', '10.1.0.0/16', [32_768, 60_999]],
        [out, 'allow', anywhere, [443, 443]],
        [into, 'allow', anywhere, [1024, 65_535]],
      ],
    ],
    [
      'that lets answers in as hosts need them',
      false,
      [
        [out, 'allow', anywhere],
        [into, 'allow', anywhere, [32_768, 65_535]],
        [into, 'allow', '10.1.0.0/16'],
      ],
    ],
    [
      'that lets nobody of the VPC in',
      false,
      [
        [out, 'allow', anywhere],
        [into, 'deny', '10.1.0.0/16'],
        [into, 'allow', anywhere],
      ],
    ],
  ])('are passed in the subnet of a NAT gateway, too: one %s', async (_, passes, entries) => {
    const { edge, guard, nat, reached } = await threeSubnets();
    await nat();
    await guard(edge, ...entries);
    expect(reached()).toBe(passes);
  });

  it('that deny private addresses, or single ones elsewhere, keep nobody from AWS’s services', async () => {
    const { near, guard, nat, reached } = await threeSubnets();
    await nat();
    const denied = ['10.0.0.0/8', '192.0.2.7/32'].flatMap((cidr): Entry[] => [
      [out, 'deny', cidr],
      [into, 'deny', cidr],
    ]);
    await guard(near, ...denied, [out, 'allow', anywhere], [into, 'allow', anywhere]);
    expect(reached()).toBe(true);
  });

  it('let connections to HSMs through by several entries, and past those that deny other addresses', async () => {
    const { home, near, far, guard } = await threeSubnets();
    const passes = (ip: string) => home.ec2.aclsLetThrough({ subnetId: near }, { subnetId: far, ip }, [2223, 2225]);
    await guard(
      far,
      [into, 'deny', '10.1.1.77/32'],
      ...[2223, 2224, 2225].map((port): Entry => [into, 'allow', '10.1.1.0/24', [port, port]]),
      [out, 'allow', '10.1.1.0/25', [32_768, 65_535]],
      [out, 'allow', '10.1.1.128/25', [1024, 40_000]],
      [out, 'allow', anywhere, [40_001, 65_535]],
    );
    await guard(near, [out, 'deny', '10.1.2.9/32'], [into, 'allow', anywhere], [out, 'allow', anywhere]);
    expect(passes('10.1.2.8')).toBe(true);
    expect(passes('10.1.2.9')).toBe(false);
  });
});
