import { AwsError } from '../../kernel/aws-error.ts';
import { transition } from '../../service/transition.ts';
import { gatewayOf } from './internet-gateways.ts';
import type { Inventory } from './inventory.ts';
import type { NatGateway } from './network.ts';
import { createNetworkInterface, deleteNetworkInterface } from './network-interfaces.ts';
import { missingParameter } from './refusals.ts';
import { cutOff } from './routes.ts';
import { ownVpc } from './vpcs.ts';

/** What is gone, or never came, is shown for about an hour (VPC User Guide, "Work with NAT gateways"). */
const shownAfter = 3600;

/** EC2's own quota in a zone. */
const mostInZone = 5;

interface WantedGateway {
  subnetId: string;
  connectivity: NatGateway['connectivity'];
  allocationId?: string;
  privateIp?: string;
}

/**
 * Makes a NAT gateway, which hands packets on once it is available. One that cannot be made fails after a while and says why (VPC User
 * Guide, "NAT gateway creation fails").
 *
 * @throws AwsError InvalidSubnetID.NotFound, MissingParameter, InvalidParameterCombination, InvalidAllocationID.NotFound,
 *   NatGatewayLimitExceeded, InvalidParameterValue, InvalidIPAddress.InUse
 */
export function createNatGateway(inventory: Inventory, wanted: WantedGateway): NatGateway {
  const { subnetId, connectivity, allocationId, privateIp } = wanted;
  const { place, natGateways } = inventory;
  const subnet = inventory.requireSubnet(subnetId);
  ownVpc(inventory, subnet.vpcId);
  if (connectivity === 'public' && allocationId === undefined)
    throw missingParameter('The request must include the AllocationId parameter. Add the required parameter and retry the request.');
  if (connectivity === 'private' && allocationId !== undefined)
    throw new AwsError('InvalidParameterCombination', 'A private NAT gateway has no Elastic IP address: leave AllocationId out');
  if (allocationId !== undefined) inventory.requireAddress(allocationId);
  const inZone = [...natGateways.values()].filter(
    (one) => isLive(one) && inventory.subnets.get(one.subnetId)?.availabilityZone === subnet.availabilityZone,
  );
  if (inZone.length >= mostInZone)
    throw new AwsError('NatGatewayLimitExceeded', `The maximum number of NAT gateways has been reached in ${subnet.availabilityZone}.`);
  const failure = failureOf(inventory, subnet.vpcId, wanted);
  const gatewayId = inventory.newId('nat', subnetId);
  const description = `Interface for NAT Gateway ${gatewayId}`;
  const eni = createNetworkInterface(inventory, { subnetId, groupIds: [], privateIpAddress: privateIp, description, type: 'nat_gateway' });
  const gateway: NatGateway = {
    gatewayId,
    vpcId: subnet.vpcId,
    subnetId,
    connectivity,
    state: 'pending',
    interfaceId: eni.eniId,
    privateIp: eni.ip,
    allocationId,
    createdAt: place.clock.date(),
  };
  natGateways.set(gatewayId, gateway);
  if (!failure && allocationId !== undefined)
    inventory.requireAddress(allocationId).association = {
      associationId: inventory.newId('eipassoc', allocationId),
      interfaceId: eni.eniId,
      privateIp: eni.ip,
    };
  transition(place, `create ${gatewayId}`, place.duration('createNatGateway', gatewayId), () => {
    if (gateway.state !== 'pending') return;
    gateway.state = failure ? 'failed' : 'available';
    if (failure) end(inventory, gateway, failure);
  });
  return gateway;
}

/** @throws AwsError NatGatewayNotFound */
export function deleteNatGateway(inventory: Inventory, gatewayId: string): NatGateway {
  const gateway = inventory.requireNatGateway(gatewayId);
  if (!isLive(gateway)) return gateway;
  gateway.state = 'deleting';
  cutOff(inventory, gatewayId);
  const { place } = inventory;
  transition(place, `delete ${gatewayId}`, place.duration('deleteNatGateway', gatewayId), () => {
    gateway.state = 'deleted';
    gateway.deletedAt = place.clock.date();
    end(inventory, gateway);
  });
  return gateway;
}

/** Whether it may hand packets on, now or soon. */
function isLive({ state }: NatGateway): boolean {
  return state === 'pending' || state === 'available';
}

/** Gives up what it holds; after a while it is not shown either. */
function end(inventory: Inventory, gateway: NatGateway, failure?: NatGateway['failure']): void {
  const { gatewayId, interfaceId } = gateway;
  gateway.failure = failure;
  if (failure) cutOff(inventory, gatewayId);
  for (const address of inventory.addresses.values()) if (address.association?.interfaceId === interfaceId) delete address.association;
  deleteNetworkInterface(inventory, interfaceId);
  inventory.place.clock.after('ride', shownAfter, `forget ${gatewayId}`, () => {
    inventory.natGateways.delete(gatewayId);
    inventory.forget(gatewayId);
  });
}

function failureOf(inventory: Inventory, vpcId: string, { connectivity, allocationId }: WantedGateway): NatGateway['failure'] {
  if (connectivity === 'private') return undefined;
  if (!gatewayOf(inventory, vpcId)) return { code: 'Gateway.NotAttached', message: `Network ${vpcId} has no Internet gateway attached` };
  if (inventory.addresses.get(allocationId!)?.association)
    return { code: 'Resource.AlreadyAssociated', message: `Elastic IP address [${allocationId}] is already associated` };
  return undefined;
}
