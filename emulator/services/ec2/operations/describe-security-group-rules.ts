import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { describedRule } from '../descriptions/security-group-rule.ts';
import { type FilterValues, listing, named, type Request } from '../listing.ts';
import type { HeldRule, SecurityGroup } from '../network.ts';
import { notFound } from '../not-found.ts';
import type { Direction } from '../security-group-rules.ts';
import type { Ec2Place } from '../state.ts';

interface Held {
  group: SecurityGroup;
  direction: Direction;
  rule: HeldRule;
}

const filters: FilterValues<Held> = {
  'group-id': ({ group }) => [group.groupId],
  'security-group-rule-id': ({ rule }) => [rule.ruleId],
};

/** Of this account's groups. @throws AwsError InvalidSecurityGroupRuleId.NotFound, InvalidGroupId.Malformed */
export const describeSecurityGroupRules: Operation<Request & { SecurityGroupRuleIds?: string[] }, Ec2Place> = {
  run(input, { place }) {
    const { ec2 } = place;
    for (const id of named(input, 'group-id')) {
      if (!/^sg-[0-9a-f]+$/.test(id)) throw new AwsError('InvalidGroupId.Malformed', `The security group ID '${id}' is malformed`);
      ec2.securityGroup(id);
    }
    const all = [...ec2.securityGroups.values()].filter(({ ownerId }) => ownerId === place.accountId).flatMap(rulesOf);
    const rules = input.SecurityGroupRuleIds?.map((id) => {
      const held = all.find(({ rule }) => rule.ruleId === id);
      if (!held) throw notFound('securityGroupRule', id);
      return held;
    });
    const { page, NextToken } = listing(rules ?? all, filters, input, ({ rule }) => ec2.tags.of(rule.ruleId));
    return { NextToken, SecurityGroupRules: page.map(({ group, direction, rule }) => describedRule(place, group, direction, rule)) };
  },
};

function rulesOf(group: SecurityGroup): Held[] {
  return (['ingress', 'egress'] as const).flatMap((direction) => group[direction].map((rule) => ({ group, direction, rule })));
}
