import { restoringRules } from '../../cloudhsm/group-rules.ts';
import type { Check } from '../check.ts';
import type { RuleFact } from '../facts/facts.ts';
import { lastingClusters } from '../standing.ts';

export const networkChanged: Check = {
  id: 'network-changed',
  title: 'the cluster’s security group has lost rules of its own',
  why: 'KMS refuses to connect a cluster whose group misses them, and clients do not reach it (https://docs.aws.amazon.com/kms/latest/developerguide/create-keystore.html).',
  remedy: 'give the group its rules back: TCP 2223 to 2225 from and to itself',
  run: (facts) => {
    const { groups } = facts;
    if (!groups) return [];
    return lastingClusters(facts).flatMap(({ id, environment, securityGroupId }) => {
      const group = groups.find((one) => one.id === securityGroupId);
      const about = { resource: securityGroupId, cluster: id, environment };
      if (!group)
        return [
          {
            ...about,
            evidence: `the group ${securityGroupId} is not there any more`,
            remedy: 'restore the newest backup into a new cluster: CloudHSM makes the group with a cluster',
          },
        ];
      const misses = [...(admits(group.in, securityGroupId) ? [] : ['from']), ...(admits(group.out, securityGroupId) ? [] : ['to'])];
      if (misses.length === 0) return [];
      return [
        {
          ...about,
          evidence: `${securityGroupId} has no rule for TCP 2223 to 2225 ${misses.join(' and ')} itself`,
          remedy: restoringRules(securityGroupId),
        },
      ];
    });
  },
};

function admits(rules: RuleFact[], groupId: string): boolean {
  return rules.some(
    ({ protocol, from, to, peers }) =>
      peers.some((peer) => peer === groupId || peer === '0.0.0.0/0') &&
      (protocol === '-1' || (protocol === 'tcp' && from <= 2223 && to >= 2225)),
  );
}
