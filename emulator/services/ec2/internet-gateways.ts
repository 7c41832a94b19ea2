import { AwsError } from '../../kernel/aws-error.ts';
import type { Inventory } from './inventory.ts';
import type { InternetGateway } from './network.ts';
import { dependencyViolation } from './refusals.ts';
import { cutOff, leadAgain } from './routes.ts';
import { ownVpc } from './vpcs.ts';

/** EC2's own quota: one for each VPC. */
const usualQuota = 5;

/** @throws AwsError InternetGatewayLimitExceeded */
export function createInternetGateway(inventory: Inventory): InternetGateway {
  const { internetGateways, place } = inventory;
  if (internetGateways.size >= (place.account.quotas?.vpcs ?? usualQuota))
    throw new AwsError('InternetGatewayLimitExceeded', 'The maximum number of internet gateways has been reached.');
  const gateway: InternetGateway = { gatewayId: inventory.newId('igw') };
  internetGateways.set(gateway.gatewayId, gateway);
  return gateway;
}

/** @throws AwsError InvalidInternetGatewayID.NotFound, InvalidVpcID.NotFound, Resource.AlreadyAssociated, InvalidParameterValue */
export function attach(inventory: Inventory, gatewayId: string, vpcId: string): void {
  const gateway = inventory.requireInternetGateway(gatewayId);
  ownVpc(inventory, vpcId);
  if (gateway.vpcId)
    throw new AwsError('Resource.AlreadyAssociated', `resource ${gatewayId} is already attached to network ${gateway.vpcId}`);
  const other = gatewayOf(inventory, vpcId);
  if (other) throw new AwsError('InvalidParameterValue', `Network ${vpcId} already has an internet gateway attached`);
  gateway.vpcId = vpcId;
  leadAgain(inventory, gatewayId, vpcId);
}

/** @throws AwsError InvalidInternetGatewayID.NotFound, Gateway.NotAttached, DependencyViolation while a public NAT gateway needs it */
export function detach(inventory: Inventory, gatewayId: string, vpcId: string): void {
  const gateway = inventory.requireInternetGateway(gatewayId);
  if (gateway.vpcId !== vpcId) throw new AwsError('Gateway.NotAttached', `resource ${gatewayId} is not attached to network ${vpcId}`);
  const mapped = [...inventory.addresses.values()].some(
    ({ association }) => association && inventory.networkInterfaces.get(association.interfaceId)?.vpcId === vpcId,
  );
  if (mapped)
    throw new AwsError(
      'DependencyViolation',
      `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
    );
  delete gateway.vpcId;
  cutOff(inventory, gatewayId);
}

/** @throws AwsError InvalidInternetGatewayID.NotFound, DependencyViolation while it is attached */
export function deleteInternetGateway(inventory: Inventory, gatewayId: string): void {
  const { vpcId } = inventory.requireInternetGateway(gatewayId);
  if (vpcId) throw dependencyViolation('internetGateway', gatewayId);
  inventory.internetGateways.delete(gatewayId);
  inventory.forget(gatewayId);
}

export function gatewayOf({ internetGateways }: Inventory, vpcId: string): InternetGateway | undefined {
  return [...internetGateways.values()].find((gateway) => gateway.vpcId === vpcId);
}
