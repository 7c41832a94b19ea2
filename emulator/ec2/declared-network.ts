import type { VpcDeclaration } from '../account.ts';
import type { World } from '../world.ts';
import { covers, usable } from './cidr.ts';
import { everything, type SecurityGroup, type Subnet, type Vpc } from './network.ts';

interface Network {
  vpcs: Vpc[];
  subnets: Subnet[];
  securityGroups: SecurityGroup[];
}

/** The network that the account file declares, or the one VPC of an account that declares none. Each VPC has its default group. */
export function declaredNetwork(world: World): Network {
  const declarations = world.account.vpcs ?? [{ id: `vpc-${world.random.hex(17, 'vpc')}`, subnets: [] }];
  const networks = declarations.map((declaration, index) => declaredVpc(world, declaration, index));
  return {
    vpcs: networks.flatMap(({ vpcs }) => vpcs),
    subnets: networks.flatMap(({ subnets }) => subnets),
    securityGroups: networks.flatMap(({ securityGroups }) => securityGroups),
  };
}

function declaredVpc(world: World, declaration: VpcDeclaration, index: number): Network {
  const given = declaration.subnets.flatMap(({ cidr }) => cidr ?? []);
  const prefix = given[0]?.split('.').slice(0, 2).join('.') ?? `10.${index}`;
  const vpcId = declaration.id;
  const free = Array.from({ length: 256 }, (_, third) => `${prefix}.${third}.0/24`).filter(
    (range) => !given.some((cidr) => covers(range, cidr) || covers(cidr, range)),
  );
  const subnets = declaration.subnets.map((subnet) => {
    const cidr = subnet.cidr ?? free.shift()!;
    return {
      subnetId: subnet.id,
      vpcId,
      availabilityZone: subnet.availabilityZone,
      cidr,
      freeAddresses: subnet.freeAddresses ?? usable(cidr).size,
    };
  });
  const groupId = `sg-${world.random.hex(17, 'default-security-group', vpcId)}`;
  const defaultGroup: SecurityGroup = {
    groupId,
    groupName: 'default',
    description: 'default VPC security group',
    vpcId,
    ingress: [{ protocol: '-1', groupId }],
    egress: [everything],
  };
  const declared = (declaration.securityGroups ?? []).map((group): SecurityGroup => {
    const egress = group.egress ?? [everything];
    return { groupId: group.id, groupName: group.id, description: 'Declared', vpcId, ingress: [], egress };
  });
  return {
    vpcs: [{ vpcId, cidr: `${prefix}.0.0/16`, nat: declaration.nat ?? true, endpoints: declaration.endpoints ?? [] }],
    subnets,
    securityGroups: [defaultGroup, ...declared],
  };
}
