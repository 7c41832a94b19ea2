import type { Environment } from '../environment/environment.ts';
import { namedSecurityGroups } from '../network/security-groups.ts';
import { namedSubnets } from '../network/subnets.ts';
import { networkOf } from '../network/surroundings.ts';
import { checkEgress } from './egress.ts';
import type { Check, Facts } from './facts.ts';
import { type Findings, refused, together } from './findings.ts';
import { type CheckAddresses, checkFreeAddresses, checkFreeAddressesOfDrill } from './free-addresses.ts';
import { checkHsmTraffic } from './hsm-traffic.ts';
import { checkSecurityGroups } from './security-groups.ts';
import { checkSubnets } from './subnets.ts';
import { checkZones } from './zones.ts';

/** The network in which HSMs and the task that sets up users have to work. Of what does not exist, nothing more is asked. */
export const checkNetwork = (environment: Environment, facts: Facts) => check(environment, facts, checkFreeAddresses);

/** A drill's cluster stands in the same subnets, with a security group of its own. */
export const checkNetworkOfDrill: Check = (environment, facts) =>
  check(environment, { ...facts, own: undefined }, checkFreeAddressesOfDrill);

async function check(environment: Environment, facts: Facts, checkAddresses: CheckAddresses): Promise<Findings> {
  const { subnetIds, activation } = environment;
  const [subnets, groups] = await Promise.all([namedSubnets(subnetIds), namedSecurityGroups(activation.securityGroupIds)]);
  const missing = [
    ...('missing' in subnets ? [{ path: 'subnetIds', problem: subnets.missing, remedy: 'name subnets of this account and region' }] : []),
    ...('missing' in groups
      ? [{ path: 'activation.securityGroupIds', problem: groups.missing, remedy: 'name security groups of the VPC' }]
      : []),
  ];
  if ('missing' in subnets || 'missing' in groups) return refused(...missing);
  const found = [
    checkSubnets(subnets.found),
    checkZones(subnets.found),
    checkAddresses(environment, facts, subnets.found),
    checkSecurityGroups(groups.found, subnets.found),
  ];
  if (found.some(({ problems }) => problems.length > 0)) return together(found);
  const network = await networkOf(subnets.found[0]!, facts.region, facts.accountId);
  return together([
    ...found,
    checkEgress(environment, facts, network, subnets.found, groups.found),
    checkHsmTraffic(environment, network, subnets.found),
  ]);
}
