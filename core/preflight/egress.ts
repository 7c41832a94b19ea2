import type { Cluster } from '../cloudhsm/cluster.ts';
import type { Environment } from '../environment/environment.ts';
import type { Problem } from '../environment/problem.ts';
import { groupedBy } from '../grouped-by.ts';
import { reachOf } from '../network/reach.ts';
import { joined, type SecurityGroup } from '../network/security-groups.ts';
import type { Subnet } from '../network/subnets.ts';
import { around, type Network } from '../network/surroundings.ts';
import type { Way } from '../network/way.ts';
import type { Facts } from './facts.ts';
import type { Findings } from './findings.ts';

/** What the task that sets up users has to reach beside the HSMs: its image, its layers, its log, the secrets. */
const needed = ['ecr.api', 'ecr.dkr', 's3', 'logs', 'secretsmanager'];

const remedy = 'add a NAT gateway, or VPC endpoints that serve these subnets, or open what is in the way: the task needs them';

/**
 * The task fetches its image and secrets and writes its log over HTTPS, from any of the subnets, without a public address. What is seen
 * to be out of reach is a problem. What cannot be seen, such as endpoints beyond a transit gateway, is a warning, which
 * `activation.network: "trusted"` silences.
 *
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html, https://github.com/aws/amazon-ecs-agent/issues/2235,
 * https://github.com/ministryofjustice/modernisation-platform/issues/13221 (central endpoints),
 * https://github.com/mondoohq/mql/pull/10199 (halves of a default route)
 */
export function checkEgress(
  { activation }: Environment,
  { own }: Facts,
  network: Network,
  subnets: Subnet[],
  groups: SecurityGroup[],
): Findings {
  const reaches = subnets.map((subnet) => {
    const from = around(network, subnet, [...groups, ...groupOf(own)]);
    return { subnetId: subnet.subnetId, services: needed.map((service) => ({ service, ...reachOf(service, from) })) };
  });
  const problems = told('no', reaches).map(({ subnetIds, services }): Problem => {
    const problem = `from ${subnetIds} there is no way to ${services}`;
    return { path: 'subnetIds', problem, remedy };
  });
  const warnings = told('unseen', reaches).map(({ subnetIds, services }): Problem => {
    const problem = `whether the task reaches them from ${subnetIds} cannot be seen: ${services}`;
    return { path: 'activation.network', problem, remedy: 'make sure that it does, and write "trusted" here' };
  });
  return { problems, warnings: activation.network === 'trusted' ? [] : warnings };
}

/** The task carries the cluster's own group, which an endpoint may let in; it lets nothing out on port 443. */
function groupOf(own: Cluster | undefined): SecurityGroup[] {
  return own ? [{ groupId: own.securityGroupId, vpcId: own.vpcId, out: joined([]), in: joined([]) }] : [];
}

interface FromSubnet {
  subnetId: string;
  services: (Way & { service: string })[];
}

/** In words, what is out of reach or out of sight, by reason; subnets alike are named together. */
function told(reached: Way['reached'], subnets: FromSubnet[]): { subnetIds: string; services: string }[] {
  const texts = subnets.map(({ subnetId, services }) => {
    const byWhy = groupedBy(
      services.filter((one) => one.reached === reached),
      ({ why }) => why,
    );
    const text = [...byWhy].map(([why, alike]) => `${alike.map(({ service }) => service).join(', ')} (${why})`);
    return { subnetId, services: text.join('; ') };
  });
  const alike = groupedBy(
    texts.filter(({ services }) => services),
    ({ services }) => services,
  );
  return [...alike].map(([services, from]) => ({ subnetIds: from.map(({ subnetId }) => subnetId).join(', '), services }));
}
