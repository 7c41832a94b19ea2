import { AwsError } from '../../kernel/aws-error.ts';
import { transition } from '../../service/transition.ts';
import { type EndpointService, endpointService, privateName } from './endpoint-services.ts';
import type { Inventory } from './inventory.ts';
import type { VpcEndpoint } from './network.ts';
import { prefixListId } from './network-ids.ts';
import { createNetworkInterface, deleteNetworkInterface } from './network-interfaces.ts';
import { differentNetworks, invalidValue } from './refusals.ts';
import { ownVpc } from './vpcs.ts';

interface WantedEndpoint {
  vpcId: string;
  serviceName: string;
  type: VpcEndpoint['type'];
  routeTableIds: string[];
  subnetIds: string[];
  /** The default group of the VPC without any. */
  securityGroupIds: string[];
  privateDns: boolean;
  policy: string;
}

/**
 * Makes an endpoint. A gateway puts its route into its tables at once; an interface is available after a while.
 *
 * @throws AwsError InvalidVpcID.NotFound, InvalidServiceName, InvalidParameter, InvalidRouteTableID.NotFound, RouteAlreadyExists,
 *   InvalidSubnetID.NotFound, InvalidGroup.NotFound, DuplicateSubnetsInSameZone, InsufficientFreeAddressesInSubnet,
 *   VpcEndpointLimitExceeded
 */
export function createEndpoint(inventory: Inventory, wanted: WantedEndpoint): VpcEndpoint {
  const { vpcId, type, policy, privateDns } = wanted;
  const { place } = inventory;
  ownVpc(inventory, vpcId);
  const { service } = offered(endpointService(place, wanted.serviceName), type);
  const gateway = type === 'Gateway';
  checkQuota(inventory, vpcId, type);
  if (gateway) checkTables(inventory, vpcId, service, wanted.routeTableIds);
  else checkSubnets(inventory, vpcId, wanted.subnetIds);
  if (privateDns) checkPrivateDns(inventory, vpcId, service);
  const securityGroupIds = gateway ? [] : groupsFor(inventory, vpcId, wanted.securityGroupIds);
  const endpoint: VpcEndpoint = {
    endpointId: inventory.newId('vpce', vpcId, service),
    vpcId,
    service,
    type,
    state: gateway ? 'available' : 'pending',
    privateDns,
    subnetIds: [],
    routeTableIds: [],
    securityGroupIds,
    interfaceIds: [],
    policy,
    createdAt: place.clock.date(),
  };
  if (gateway) addTables(inventory, endpoint, wanted.routeTableIds);
  else addSubnets(inventory, endpoint, wanted.subnetIds);
  inventory.endpoints.set(endpoint.endpointId, endpoint);
  if (!gateway)
    transition(place, `create ${endpoint.endpointId}`, place.duration('createVpcEndpoint', endpoint.endpointId), () => {
      if (endpoint.state === 'pending') endpoint.state = 'available';
    });
  return endpoint;
}

/** Takes an endpoint away: a gateway at once, an interface after a while. @throws AwsError InvalidVpcEndpointId.NotFound */
export function deleteEndpoint(inventory: Inventory, id: string): void {
  const endpoint = inventory.requireEndpoint(id);
  ownVpc(inventory, endpoint.vpcId);
  if (endpoint.state === 'deleting') return;
  const gone = () => {
    inventory.endpoints.delete(id);
    inventory.forget(id);
    for (const eni of endpoint.interfaceIds) deleteNetworkInterface(inventory, eni);
  };
  if (endpoint.type === 'Gateway') {
    removeTables(inventory, endpoint, endpoint.routeTableIds);
    gone();
    return;
  }
  endpoint.state = 'deleting';
  const { place } = inventory;
  transition(place, `delete ${id}`, place.duration('deleteVpcEndpoint', id), gone);
}

/** What is to be another way; what is absent stays as it is. */
export interface EndpointChange {
  addRouteTables: string[];
  removeRouteTables: string[];
  addSubnets: string[];
  removeSubnets: string[];
  addGroups: string[];
  removeGroups: string[];
  privateDns?: boolean;
  policy?: string;
}

/** @throws AwsError as `createEndpoint`, of what is added; InvalidParameter for what another type of endpoint has */
export function changeEndpoint(inventory: Inventory, id: string, change: EndpointChange): void {
  const endpoint = inventory.requireEndpoint(id);
  const { vpcId, service, type } = endpoint;
  ownVpc(inventory, vpcId);
  const ofInterface = [...change.addSubnets, ...change.removeSubnets, ...change.addGroups, ...change.removeGroups];
  const ofOther = type === 'Gateway' ? ofInterface : [...change.addRouteTables, ...change.removeRouteTables];
  if (ofOther.length > 0)
    throw new AwsError('InvalidParameter', `${ofOther[0]} cannot be given to ${id}, which is an endpoint of type ${type}`);
  const keptSubnets = endpoint.subnetIds.filter((subnetId) => !change.removeSubnets.includes(subnetId));
  checkTables(inventory, vpcId, service, change.addRouteTables);
  checkSubnets(inventory, vpcId, change.addSubnets, keptSubnets);
  const added = change.addGroups.length > 0 ? groupsFor(inventory, vpcId, change.addGroups) : [];
  if (change.privateDns && !endpoint.privateDns) checkPrivateDns(inventory, vpcId, service);
  removeTables(inventory, endpoint, change.removeRouteTables);
  addTables(inventory, endpoint, change.addRouteTables);
  removeSubnets(inventory, endpoint, change.removeSubnets);
  endpoint.securityGroupIds = [...new Set([...endpoint.securityGroupIds, ...added])].filter((one) => !change.removeGroups.includes(one));
  for (const eni of endpoint.interfaceIds) inventory.networkInterfaces.get(eni)!.groupIds = [...endpoint.securityGroupIds];
  addSubnets(inventory, endpoint, change.addSubnets);
  endpoint.privateDns = change.privateDns ?? endpoint.privateDns;
  endpoint.policy = change.policy ?? endpoint.policy;
}

function offered(found: EndpointService, type: VpcEndpoint['type']): EndpointService {
  if (found.types.includes(type)) return found;
  throw new AwsError('InvalidParameter', `Endpoint type (${type}) does not match available service types ([${found.types.join(', ')}]).`);
}

/** EC2's own quotas: of interfaces in a VPC, and of gateways in a region. */
const mostEndpoints = { Interface: 50, Gateway: 20 };

function checkQuota({ endpoints }: Inventory, vpcId: string, type: VpcEndpoint['type']): void {
  const alike = [...endpoints.values()].filter((one) => one.type === type && (type === 'Gateway' || one.vpcId === vpcId));
  if (alike.length >= mostEndpoints[type])
    throw new AwsError('VpcEndpointLimitExceeded', 'The maximum number of VPC endpoints has been reached.');
}

function checkTables(inventory: Inventory, vpcId: string, service: string, ids: string[]): void {
  for (const id of ids) {
    const table = inventory.requireRouteTable(id);
    if (table.vpcId !== vpcId) throw invalidValue(`Route table ${id} and network ${vpcId} belong to different networks`);
    const list = prefixListId(inventory.place, service);
    if (table.routes.some(({ destination }) => destination === list))
      throw new AwsError('RouteAlreadyExists', `route table ${id} already has a route with destination-prefix-list-id ${list}`);
  }
}

/** In different zones, of which an endpoint has one address each. */
function checkSubnets(inventory: Inventory, vpcId: string, ids: string[], held: string[] = []): void {
  const zones = new Set(held.map((id) => inventory.requireSubnet(id).availabilityZone));
  for (const id of ids) {
    const { vpcId: other, availabilityZone, freeAddresses } = inventory.requireSubnet(id);
    if (other !== vpcId) throw new AwsError('InvalidParameter', `The subnet ID '${id}' is not in the VPC '${vpcId}'`);
    if (zones.has(availabilityZone))
      throw new AwsError(
        'DuplicateSubnetsInSameZone',
        `Found another VPC endpoint subnet in the availability zone of ${id}. VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.`,
      );
    if (freeAddresses === 0)
      throw new AwsError(
        'InsufficientFreeAddressesInSubnet',
        'The specified subnet does not have enough free addresses to satisfy the request.',
      );
    zones.add(availabilityZone);
  }
}

/** A name of a VPC leads to one endpoint, and only where the VPC has names. */
function checkPrivateDns(inventory: Inventory, vpcId: string, service: string): void {
  const { enableDnsHostnames, enableDnsSupport } = inventory.requireVpc(vpcId).attributes;
  if (!enableDnsHostnames || !enableDnsSupport)
    throw new AwsError(
      'InvalidParameter',
      `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`,
    );
  const others = [...inventory.endpoints.values()].filter((one) => one.vpcId === vpcId && one.service === service && one.privateDns);
  if (others.length > 0)
    throw new AwsError(
      'InvalidParameter',
      `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${privateName(inventory.place, service)} in the VPC ${vpcId}`,
    );
}

function groupsFor(inventory: Inventory, vpcId: string, ids: string[]): string[] {
  const given = ids.map((id) => inventory.requireGroup(id));
  if (given.some((group) => group.vpcId !== vpcId)) throw differentNetworks();
  const usual = [...inventory.securityGroups.values()].find((group) => group.vpcId === vpcId && group.groupName === 'default')!;
  return ids.length > 0 ? [...new Set(ids)] : [usual.groupId];
}

function addTables(inventory: Inventory, endpoint: VpcEndpoint, ids: string[]): void {
  const destination = prefixListId(inventory.place, endpoint.service);
  for (const id of ids) inventory.routeTables.get(id)!.routes.push({ destination, target: endpoint.endpointId, blackhole: false });
  endpoint.routeTableIds = [...endpoint.routeTableIds, ...ids];
}

function removeTables(inventory: Inventory, endpoint: VpcEndpoint, ids: string[]): void {
  for (const id of ids) {
    const table = inventory.requireRouteTable(id);
    table.routes = table.routes.filter(({ target }) => target !== endpoint.endpointId);
  }
  endpoint.routeTableIds = endpoint.routeTableIds.filter((id) => !ids.includes(id));
}

function addSubnets(inventory: Inventory, endpoint: VpcEndpoint, ids: string[]): void {
  for (const subnetId of ids) {
    const { securityGroupIds: groupIds, endpointId } = endpoint;
    const description = `VPC Endpoint Interface ${endpointId}`;
    const { eniId } = createNetworkInterface(inventory, { subnetId, groupIds, description, type: 'vpc_endpoint' });
    endpoint.interfaceIds.push(eniId);
    endpoint.subnetIds.push(subnetId);
  }
}

function removeSubnets(inventory: Inventory, endpoint: VpcEndpoint, ids: string[]): void {
  const leaving = (eni: string) => ids.includes(inventory.networkInterfaces.get(eni)!.subnetId);
  const gone = endpoint.interfaceIds.filter(leaving);
  endpoint.interfaceIds = endpoint.interfaceIds.filter((eni) => !gone.includes(eni));
  endpoint.subnetIds = endpoint.subnetIds.filter((id) => !ids.includes(id));
  for (const eni of gone) deleteNetworkInterface(inventory, eni);
}
