import { AwsError } from '../../kernel/aws-error.ts';
import type { EcsNeeds } from './needs.ts';
import { invalid } from './refusals.ts';
import type { TaskRecord } from './task.ts';
import type { KeyValue } from './task-definition.ts';

export interface NetworkConfiguration {
  subnets: string[];
  /** The default group of the subnet's VPC without any: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html */
  securityGroups?: string[];
  assignPublicIp?: string;
}

export interface TaskNetwork extends Readonly<TaskRecord['network']> {
  availabilityZone: string;
  /** As a task's attachment shows it. */
  details: KeyValue[];
}

/**
 * A network interface for each of these tasks, or none at all.
 *
 * @throws AwsError InvalidParameterException
 */
export function networksOf(place: EcsNeeds, configuration: NetworkConfiguration, taskArns: string[]): TaskNetwork[] {
  const made: TaskNetwork[] = [];
  try {
    check(place, configuration);
    for (const taskArn of taskArns) made.push(networkOf(place, configuration, taskArn));
    return made;
  } catch (error) {
    for (const { eniId } of made) place.ec2.deleteNetworkInterface(eniId);
    if (!(error instanceof AwsError) || error.code === 'InvalidParameterException') throw error;
    throw invalid(`${error.message} (ErrorCode: ${error.code})`);
  }
}

function check({ ec2 }: EcsNeeds, { subnets, securityGroups = [] }: NetworkConfiguration): void {
  for (const id of subnets) if (!ec2.subnet(id)) throw missing('subnet', id);
  for (const id of securityGroups) {
    const group = ec2.securityGroup(id);
    if (!group) throw missing('security group', id);
    // the sentence of https://github.com/hashicorp/waypoint/issues/4629
    if (group.vpcId !== ec2.subnet(subnets[0]!)!.vpcId)
      throw invalid(`Security group ${id} does not appear to belong to the same VPC as the input subnets.`);
  }
}

/** In the first of the subnets. */
function networkOf({ ec2 }: EcsNeeds, { subnets, securityGroups = [] }: NetworkConfiguration, taskArn: string): TaskNetwork {
  const subnetId = subnets[0]!;
  const securityGroupIds = securityGroups.length > 0 ? securityGroups : [ec2.defaultGroup(subnetId)];
  const { eniId, ip } = ec2.createNetworkInterface({ subnetId, groupIds: securityGroupIds, description: taskArn });
  const details = [
    { name: 'subnetId', value: subnetId },
    { name: 'networkInterfaceId', value: eniId },
    { name: 'privateIPv4Address', value: ip },
  ];
  return { subnetIds: [subnetId], securityGroupIds, eniId, ip, details, availabilityZone: ec2.subnet(subnetId)!.availabilityZone };
}

function missing(what: 'subnet' | 'security group', id: string): AwsError {
  const code = what === 'subnet' ? 'InvalidSubnetID.NotFound' : 'InvalidGroup.NotFound';
  const name = what === 'subnet' ? 'subnet ID' : 'security group';
  return invalid(`Error retrieving ${what} information for [${id}]: The ${name} '${id}' does not exist (ErrorCode: ${code})`);
}
