import { AwsError } from '../../kernel/aws-error.ts';
import type { Inventory } from './inventory.ts';
import { gatewayServices } from './network.ts';
import { allAcls } from './network-acls.ts';
import { dhcpOptionsId, prefixListId } from './network-ids.ts';
import { notFound } from './not-found.ts';

/** What can have tags: how its ids begin, how EC2 and IAM call it, and whether it is there. */
interface ResourceType {
  type: string;
  kind: Parameters<typeof notFound>[0];
  has(inventory: Inventory, id: string): boolean;
}

const types: Record<string, ResourceType> = {
  vpc: { type: 'vpc', kind: 'vpc', has: ({ vpcs }, id) => vpcs.has(id) },
  subnet: { type: 'subnet', kind: 'subnet', has: (inventory, id) => inventory.subnet(id) !== undefined },
  sg: { type: 'security-group', kind: 'securityGroup', has: (inventory, id) => inventory.securityGroup(id) !== undefined },
  sgr: { type: 'security-group-rule', kind: 'securityGroupRule', has: hasRule },
  rtb: { type: 'route-table', kind: 'routeTable', has: ({ routeTables }, id) => routeTables.has(id) },
  igw: { type: 'internet-gateway', kind: 'internetGateway', has: ({ internetGateways }, id) => internetGateways.has(id) },
  nat: { type: 'natgateway', kind: 'natGateway', has: ({ natGateways }, id) => natGateways.has(id) },
  eipalloc: { type: 'elastic-ip', kind: 'address', has: ({ addresses }, id) => addresses.has(id) },
  vpce: { type: 'vpc-endpoint', kind: 'vpcEndpoint', has: ({ endpoints }, id) => endpoints.has(id) },
  eni: { type: 'network-interface', kind: 'networkInterface', has: ({ networkInterfaces }, id) => networkInterfaces.has(id) },
  i: { type: 'instance', kind: 'instance', has: ({ instances }, id) => instances.has(id) },
  acl: {
    type: 'network-acl',
    kind: 'networkAcl',
    has: (inventory, id) => allAcls(inventory).some(({ aclId }) => aclId === id),
  },
  dopt: { type: 'dhcp-options', kind: 'dhcpOptions', has: ({ place }, id) => dhcpOptionsId(place) === id },
  pl: { type: 'prefix-list', kind: 'prefixList', has: ({ place }, id) => gatewayServices.some((one) => prefixListId(place, one) === id) },
};

function hasRule({ securityGroups }: Inventory, id: string): boolean {
  return [...securityGroups.values()].some(({ ingress, egress }) => [...ingress, ...egress].some(({ ruleId }) => ruleId === id));
}

/** How IAM calls what has an id, by how the id begins; undefined where it begins as no id does. */
export function typeOf(id: string): string | undefined {
  return Object.hasOwn(types, prefixOf(id)) ? types[prefixOf(id)]!.type : undefined;
}

/** @throws AwsError InvalidID for what is no id, and the error of its type for one that names nothing */
export function requireResource(inventory: Inventory, id: string): void {
  const found = Object.hasOwn(types, prefixOf(id)) ? types[prefixOf(id)]! : undefined;
  if (!found) throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
  if (!found.has(inventory, id)) throw notFound(found.kind, id);
}

function prefixOf(id: string): string {
  return id.slice(0, Math.max(0, id.indexOf('-')));
}
