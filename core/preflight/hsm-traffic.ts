import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { answers, comesIn, goesOut, least, type Ports } from '../network/acl-passage.ts';
import type { Coverage } from '../network/cidr.ts';
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
  const between = subnets.flatMap((from) =>
    subnets.filter((to) => to !== from).map((to) => ({ passes: passage(network, from, to), way: words(network, from, to) })),
  );
  const told = (passes: Coverage, problem: string) => {
    const ways = between.filter((one) => one.passes === passes).map(({ way }) => way);
    return ways.length > 0 ? [`${problem} ${ways.join(', ')} (TCP ${hsmPorts.join(' to ')}, answers to ${answers.join(' to ')})`] : [];
  };
  const problems = told('none', 'network ACLs let no connection to HSMs through').map((problem): Problem => {
    const remedy = 'add entries that allow it, out and in, at both ends: `aws ec2 create-network-acl-entry`';
    return { path: 'subnetIds', problem, remedy };
  });
  const warnings = told('some', 'network ACLs let only a part of connections to HSMs through').map((problem): Problem => {
    return { path: 'activation.network', problem, remedy: 'make sure that it is the part that is needed, and write "trusted" here' };
  });
  return { problems, warnings: activation.network === 'trusted' ? [] : warnings };
}

function passage(network: Network, from: Subnet, to: Subnet): Coverage {
  const [near, far] = [aclOf(network, from), aclOf(network, to)];
  return least(near ? goesOut(near, { range: to.cidr, ports: hsmPorts }) : 'all', far ? comesIn(far, from.cidr, hsmPorts) : 'all');
}

function words(network: Network, from: Subnet, to: Subnet): string {
  const named = (subnet: Subnet) => `${subnet.subnetId} (${aclOf(network, subnet)?.aclId})`;
  return `from ${named(from)} to ${named(to)}`;
}
