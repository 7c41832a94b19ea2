import type { Subnet } from '@aws-sdk/client-ec2';
import type { Problem } from '../environment/problem.ts';
import { type Findings, refused } from './findings.ts';

/**
 * A cluster takes one subnet for each availability zone, all of one VPC.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CreateCluster.html (SubnetIds)
 */
export function checkSubnets(subnets: Subnet[]): Findings {
  const problems: Problem[] = [];
  const [first] = subnets;
  for (const [index, { SubnetId, AvailabilityZone, VpcId }] of subnets.entries()) {
    const path = `subnetIds.${index}`;
    const twin = subnets.slice(0, index).find((other) => other.AvailabilityZone === AvailabilityZone);
    if (twin) {
      const problem = `${SubnetId} is in ${AvailabilityZone}, as ${twin.SubnetId} is`;
      problems.push({ path, problem, remedy: 'name one subnet for each availability zone' });
    }
    if (VpcId !== first?.VpcId) {
      problems.push({ path, problem: `${SubnetId} is in another VPC than ${first?.SubnetId}`, remedy: 'name subnets of one VPC' });
    }
  }
  return refused(...problems);
}
