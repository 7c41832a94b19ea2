import type { Check } from '../check.ts';
import { lastingClusters } from '../standing.ts';

export const networkOpen: Check = {
  id: 'network-open',
  title: 'more than its own group reaches the cluster’s HSMs',
  why: 'Whoever reaches the HSMs’ network can zeroize them without a login; a cluster’s group lets in itself alone (https://docs.aws.amazon.com/cloudhsm/latest/userguide/configure-sg.html).',
  remedy: 'take the rule away, and give clients the cluster’s own security group',
  run: (facts) => {
    const { groups, publicSubnets } = facts;
    if (!groups || !publicSubnets) return [];
    return lastingClusters(facts).flatMap(({ id, environment, securityGroupId, subnets }) => {
      const group = groups.find((one) => one.id === securityGroupId);
      const others = (group?.in ?? []).flatMap(({ peers, from, to }) =>
        peers.filter((peer) => peer !== securityGroupId).map((peer) => `${peer} on ${from}-${to}`),
      );
      const open = Object.values(subnets).filter((subnet) => publicSubnets.includes(subnet));
      const about = { cluster: id, environment };
      return [
        ...(others.length > 0
          ? [{ ...about, resource: securityGroupId, evidence: `${securityGroupId} lets in ${others.join(', ')}` }]
          : []),
        ...open.map((subnet) => ({
          ...about,
          resource: subnet,
          evidence: `the route table of ${subnet} leads to an internet gateway`,
          remedy: 'give the subnet a route table without an internet gateway: HSMs need none',
        })),
      ];
    });
  },
};
