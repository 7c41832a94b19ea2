import type { Place } from '../../service/place.ts';
import type { HeldRule, SecurityGroup, SecurityGroupRule } from './network.ts';

/** A group whose rules have no ids yet; `self` is the group itself. */
type Wanted = Omit<SecurityGroup, 'ingress' | 'egress' | 'rulesMade'> & { ingress: SecurityGroupRule[]; egress: SecurityGroupRule[] };

export function newGroup(place: Place, wanted: Wanted): SecurityGroup {
  const group: SecurityGroup = { ...wanted, ingress: [], egress: [], rulesMade: 0 };
  group.ingress = wanted.ingress.map((rule) => newRule(place, group, rule));
  group.egress = wanted.egress.map((rule) => newRule(place, group, rule));
  return group;
}

/** A rule with its id, for a group to hold. */
export function newRule(place: Place, group: SecurityGroup, rule: SecurityGroupRule): HeldRule {
  const ruleId = `sgr-${place.random.hex(17, 'security-group-rule', group.groupId, group.rulesMade++)}`;
  return { ...rule, ruleId, ...(rule.groupId === 'self' && { groupId: group.groupId }) };
}
