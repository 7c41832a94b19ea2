import type { Environment } from '../environment/environment.ts';
import { namedSecurityGroups, namedSubnets } from '../network/named.ts';
import { checkEgress } from './egress.ts';
import { type Findings, refused, together } from './findings.ts';
import { checkSecurityGroups } from './security-groups.ts';
import { checkSubnets } from './subnets.ts';

/** The network in which HSMs and the task that sets up users have to work. Of what does not exist, nothing more is asked. */
export async function checkNetwork(environment: Environment): Promise<Findings> {
  const { subnetIds, activation } = environment;
  const [subnets, groups] = await Promise.all([namedSubnets(subnetIds), namedSecurityGroups(activation.securityGroupIds)]);
  const missing = [
    ...('missing' in subnets ? [{ path: 'subnetIds', problem: subnets.missing, remedy: 'name subnets of this account and region' }] : []),
    ...('missing' in groups
      ? [{ path: 'activation.securityGroupIds', problem: groups.missing, remedy: 'name security groups of the VPC' }]
      : []),
  ];
  if ('missing' in subnets || 'missing' in groups) return refused(...missing);
  const found = [checkSubnets(subnets.found), checkSecurityGroups(groups.found)];
  if (found.every(({ problems }) => problems.length === 0)) found.push(await checkEgress(subnets.found));
  return together(found);
}
