import { joined, letsNothing, type SecurityGroup } from '../network/security-groups.ts';
import type { Subnet } from '../network/subnets.ts';
import { type Findings, refused } from './findings.ts';

/**
 * The task that sets up users gets the cluster's own group, which lets out 2223–2225 only, and these. ECS takes groups of the subnets'
 * VPC only.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/configure-sg.html, https://github.com/hashicorp/waypoint/issues/4629
 */
export function checkSecurityGroups(groups: SecurityGroup[], [subnet]: Subnet[]): Findings {
  const path = 'activation.securityGroupIds';
  const foreign = groups.flatMap(({ groupId, vpcId }, index) => {
    if (vpcId === subnet?.vpcId) return [];
    const problem = `${groupId} is in ${vpcId}, and the subnets are in ${subnet?.vpcId}`;
    return [{ path: `${path}.${index}`, problem, remedy: `name security groups of ${subnet?.vpcId}` }];
  });
  if (foreign.length > 0) return refused(...foreign);
  if (!letsNothing(joined(groups.map(({ out }) => out)))) return refused();
  const problem = 'no egress to port 443 for the task that sets up users';
  return refused({ path, problem, remedy: "name a security group that allows it: the cluster's own allows 2223–2225 only" });
}
