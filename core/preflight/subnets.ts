import type { Problem } from '../environment/problem.ts';
import type { Subnet } from '../network/subnets.ts';
import { type Findings, refused } from './findings.ts';

/**
 * A cluster takes one subnet for each availability zone, all of one VPC.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/APIReference/API_CreateCluster.html (SubnetIds)
 */
export function checkSubnets(subnets: Subnet[]): Findings {
  const problems: Problem[] = [];
  const [first] = subnets;
  for (const [index, { subnetId, availabilityZone, vpcId }] of subnets.entries()) {
    const path = `subnetIds.${index}`;
    const twin = subnets.slice(0, index).find((other) => other.availabilityZone === availabilityZone);
    if (twin) {
      const problem = `${subnetId} is in ${availabilityZone}, as ${twin.subnetId} is`;
      problems.push({ path, problem, remedy: 'name one subnet for each availability zone' });
    }
    if (vpcId !== first?.vpcId) {
      problems.push({ path, problem: `${subnetId} is in another VPC than ${first?.subnetId}`, remedy: 'name subnets of one VPC' });
    }
  }
  return refused(...problems);
}
