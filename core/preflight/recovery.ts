import { placeIn } from '../aws/place-in.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { isTransient } from '../errors/service-error.ts';
import { namedSecurityGroups } from '../network/security-groups.ts';
import { namedSubnets } from '../network/subnets.ts';
import { networkOf } from '../network/surroundings.ts';
import { environmentThere } from '../recovery/environment-there.ts';
import { notDeployed, recordIn } from '../recovery/record-elsewhere.ts';
import { checkEgress } from './egress.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused, together, warned } from './findings.ts';
import { checkFreeAddresses } from './free-addresses.ts';
import { checkHsmTraffic } from './hsm-traffic.ts';
import { checkSecurityGroups } from './security-groups.ts';
import { checkSubnets } from './subnets.ts';
import { checkZones } from './zones.ts';

/**
 * Where the environment is to be restored has to have the stack, and the network for a cluster, before that is needed. A region that does
 * not answer keeps nobody from working in this one.
 *
 * https://docs.aws.amazon.com/cloudhsm/latest/userguide/create-cluster-from-backup.html
 */
export async function checkRecovery(environment: Environment, facts: Facts): Promise<Findings> {
  if (!environment.recovery) return nothing;
  const { region } = environment.recovery;
  if (region === facts.region) {
    const remedy = 'name another: this one is what may be lost';
    return refused({ path: 'recovery.region', problem: `${region} is the environment's own region`, remedy });
  }
  try {
    return together(await Promise.all([checkStack(region), checkNetworkThere(environment, facts)]));
  } catch (error) {
    if (!isTransient(error)) throw error;
    const remedy = 'see whether the region works; backups, secrets and record are brought there when it does';
    return warned({ path: 'recovery.region', problem: `${region} does not answer: ${(error as Error).message}`, remedy });
  }
}

async function checkStack(region: string): Promise<Findings> {
  return (await recordIn(region)) ? nothing : refused({ path: 'recovery.region', ...notDeployed(region) });
}

async function checkNetworkThere(environment: Environment, facts: Facts): Promise<Findings> {
  const { region, subnetIds, securityGroupIds } = environment.recovery!;
  const place = placeIn(region);
  const [subnets, groups] = await Promise.all([namedSubnets(subnetIds, place), namedSecurityGroups(securityGroupIds, place)]);
  const missing: Problem[] = [];
  if ('missing' in subnets) missing.push({ path: 'recovery.subnetIds', problem: subnets.missing, remedy: `name subnets of ${region}` });
  if ('missing' in groups)
    missing.push({ path: 'recovery.securityGroupIds', problem: groups.missing, remedy: `name security groups of ${region}` });
  if ('missing' in subnets || 'missing' in groups) return refused(...missing);
  const ofGroups = checkSecurityGroups(groups.found, subnets.found);
  const found = together([checkSubnets(subnets.found), checkZones(subnets.found), securityGroupIds.length > 0 ? ofGroups : nothing]);
  // it can be mended until it is needed
  const factsThere = { ...facts, region, own: undefined };
  const later = [
    checkFreeAddresses(environmentThere(environment), factsThere, subnets.found),
    securityGroupIds.length > 0 ? nothing : ofGroups,
  ];
  const fits = [found, ofGroups].every(({ problems }) => problems.length === 0);
  const network = fits ? await networkOf(subnets.found[0]!, region, facts.accountId, place) : undefined;
  const traffic = network
    ? together([
        checkEgress(environment, factsThere, network, subnets.found, groups.found),
        checkHsmTraffic(environment, network, subnets.found),
      ])
    : nothing;
  return { problems: found.problems.map(there), warnings: [...together([...later, traffic]).problems.map(there), ...traffic.warnings] };
}

function there({ path, ...rest }: Problem): Problem {
  return { path: pathThere(path), ...rest };
}

function pathThere(path: string): string {
  return `recovery.${path.replace(/^activation\./, '')}`;
}
