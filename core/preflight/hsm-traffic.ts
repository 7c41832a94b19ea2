import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { groupedBy } from '../grouped-by.ts';
import { type AclGap, closing, gapsInward, gapsOutward } from '../network/acl-gap.ts';
import type { Ports } from '../network/acl-passage.ts';
import type { Subnet } from '../network/subnets.ts';
import { aclOf, type Network } from '../network/surroundings.ts';
import type { Findings } from './findings.ts';

/** https://docs.aws.amazon.com/cloudhsm/latest/userguide/configure-sg.html */
const hsmPorts: Ports = [2223, 2225];

/**
 * The task, KMS and whatever uses the keys connect to HSMs in the other subnets, too. The cluster's own security group lets them; a network
 * ACL of the subnets has to as well, in both directions. Within a subnet none is passed.
 */
export function checkHsmTraffic({ activation }: Environment, network: Network, subnets: Subnet[]): Findings {
  const gaps = gapsBetween(network, subnets);
  const [closed, narrow] = [gaps.filter(({ passes }) => passes === 'none'), gaps.filter(({ passes }) => passes === 'some')];
  const problems: Problem[] = [];
  if (closed.length > 0) {
    const problem = `network ACLs keep connections from HSMs in other subnets: ${told(closed, 'lets no')}`;
    const taken = new Map<string, Set<number>>();
    const commands = [...new Set(closed.map((gap) => closing(gap, network.region, taken)))];
    problems.push({
      path: 'subnetIds',
      problem,
      remedy: `${network.endpoints ? '' : `in the account ${subnets[0]!.ownerId}, whose they are: `}${commands.join(', ')}`,
    });
  }
  const warnings: Problem[] = [];
  if (narrow.length > 0 && activation.network !== 'trusted') {
    const problem = `network ACLs let only a part of connections to HSMs in other subnets through: ${told(narrow, 'lets only a part of')}`;
    const remedy = 'make sure that it is the part that is needed, and write "trusted" here';
    warnings.push({ path: 'activation.network', problem, remedy });
  }
  return { problems, warnings };
}

/** Subnets that share an ACL may miss the same of it. */
function gapsBetween(network: Network, subnets: Subnet[]): AclGap[] {
  const gaps = subnets.flatMap((from) => {
    const others = subnets.filter((to) => to !== from);
    const [near, ranges] = [aclOf(network, from), others.map(({ cidr }) => cidr)];
    return near ? ranges.flatMap((range) => [...gapsOutward(near, range, hsmPorts), ...gapsInward(near, range, hsmPorts)]) : [];
  });
  return [...groupedBy(gaps, ({ acl, way, ports, range }) => [acl.aclId, way, ...ports, range].join(' ')).values()].map(([gap]) => gap!);
}

function told(gaps: AclGap[], lets: string): string {
  const alike = groupedBy(
    gaps,
    ({ acl, way, ports }) => `${acl.aclId} ${lets} TCP ${ports.join(' to ')} ${way} ${way === 'in' ? 'from' : 'to'}`,
  );
  return [...alike].map(([what, of]) => `${what} ${of.map(({ range }) => range).join(', ')}`).join('; ');
}
