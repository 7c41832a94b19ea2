import type { CloudHsmNeeds } from './needs.ts';
import { invalidRequest } from './refusals.ts';

/**
 * Subnets by availability zone, and their VPC.
 *
 * @throws AwsError CloudHsmInvalidRequestException for a subnet that does not exist, two in one zone, or two VPCs
 */
export function mapSubnets(place: CloudHsmNeeds, subnetIds: string[]): { vpcId: string; subnetMapping: Record<string, string> } {
  const subnetMapping: Record<string, string> = {};
  let vpcId = '';
  for (const subnetId of subnetIds) {
    const subnet = place.ec2.subnet(subnetId);
    if (!subnet) throw invalidRequest(`The subnet '${subnetId}' does not exist`);
    if (vpcId && subnet.vpcId !== vpcId)
      throw invalidRequest(`The subnets are not in one VPC: '${subnetId}' is in ${subnet.vpcId}, not ${vpcId}`);
    vpcId = subnet.vpcId;
    const other = subnetMapping[subnet.availabilityZone];
    if (other)
      throw invalidRequest(`The subnets '${other}' and '${subnetId}' are in the same availability zone, ${subnet.availabilityZone}`);
    subnetMapping[subnet.availabilityZone] = subnetId;
  }
  return { vpcId, subnetMapping };
}
