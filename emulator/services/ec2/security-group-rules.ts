import { AwsError } from '../../kernel/aws-error.ts';
import type { Inventory } from './inventory.ts';
import type { HeldRule, SecurityGroup, SecurityGroupRule } from './network.ts';
import { newRule } from './new-group.ts';
import { notFound } from './not-found.ts';
import { ruleKey } from './rule-requests.ts';

export type Direction = 'ingress' | 'egress';

/** EC2's own quota of rules in each direction, for IPv4 and for IPv6; those about groups and lists count for both. */
const mostRules = 60;

/**
 * Adds rules to a group: all of them, or none.
 *
 * @throws AwsError InvalidPermission.Duplicate, RulesPerSecurityGroupLimitExceeded
 */
export function authorize({ place }: Inventory, group: SecurityGroup, direction: Direction, rules: SecurityGroupRule[]): HeldRule[] {
  const held = new Set(group[direction].map(ruleKey));
  const twice = rules.find((rule) => held.has(ruleKey(rule)));
  if (twice) throw duplicate(twice);
  checkQuota([...group[direction], ...rules]);
  const added = rules.map((rule) => newRule(place, group, rule));
  group[direction].push(...added);
  return added;
}

/**
 * Takes rules off a group: all of them, or none.
 *
 * @throws AwsError InvalidPermission.NotFound
 */
export function revoke(inventory: Inventory, group: SecurityGroup, direction: Direction, rules: SecurityGroupRule[]): HeldRule[] {
  const found = heldRules(group, direction, rules);
  remove(inventory, group, direction, found);
  return found;
}

/** Takes rules off a group by their ids. @throws AwsError InvalidSecurityGroupRuleId.NotFound */
export function revokeById(inventory: Inventory, group: SecurityGroup, direction: Direction, ids: string[]): HeldRule[] {
  const found = ids.map((id) => ruleOf(group, id, [direction]).rule);
  remove(inventory, group, direction, found);
  return found;
}

/** The rules of a group that a request names by what they say. @throws AwsError InvalidPermission.NotFound */
export function heldRules(group: SecurityGroup, direction: Direction, rules: SecurityGroupRule[]): HeldRule[] {
  return rules.map((rule) => {
    const key = ruleKey(rule);
    const held = group[direction].find((one) => ruleKey(one) === key);
    if (!held) throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
    return held;
  });
}

/** A rule of a group by its id. @throws AwsError InvalidSecurityGroupRuleId.NotFound */
export function ruleOf(
  group: SecurityGroup,
  id: string,
  directions: Direction[] = ['ingress', 'egress'],
): { rule: HeldRule; direction: Direction } {
  for (const direction of directions) {
    const rule = group[direction].find(({ ruleId }) => ruleId === id);
    if (rule) return { rule, direction };
  }
  throw notFound('securityGroupRule', id);
}

/**
 * Lets rules say something else. They keep their ids.
 *
 * @throws AwsError InvalidPermission.Duplicate, RulesPerSecurityGroupLimitExceeded
 */
export function change(group: SecurityGroup, direction: Direction, id: string, rule: SecurityGroupRule): void {
  const others = group[direction].filter(({ ruleId }) => ruleId !== id);
  if (others.some((other) => ruleKey(other) === ruleKey(rule))) throw duplicate(rule);
  checkQuota([...others, rule]);
  group[direction] = group[direction].map((held) => (held.ruleId === id ? { ...rule, ruleId: id } : held));
}

function remove(inventory: Inventory, group: SecurityGroup, direction: Direction, rules: HeldRule[]): void {
  group[direction] = group[direction].filter((rule) => !rules.includes(rule));
  for (const { ruleId } of rules) inventory.forget(ruleId);
}

function checkQuota(rules: SecurityGroupRule[]): void {
  const forIPv4 = rules.filter(({ cidr6 }) => cidr6 === undefined).length;
  const forIPv6 = rules.filter(({ cidr }) => cidr === undefined).length;
  if (Math.max(forIPv4, forIPv6) > mostRules)
    throw new AwsError('RulesPerSecurityGroupLimitExceeded', 'The maximum number of rules per security group has been reached.');
}

function duplicate(rule: SecurityGroupRule): AwsError {
  const { cidr, cidr6, groupId, prefixList } = rule;
  const peer = cidr ?? cidr6 ?? groupId ?? prefixList;
  return new AwsError('InvalidPermission.Duplicate', `the specified rule "peer: ${peer}, ${trafficOf(rule)}, ALLOW" already exists`);
}

function trafficOf({ protocol, fromPort, toPort }: SecurityGroupRule): string {
  const all = (code?: number) => (code === -1 ? 'ALL' : code);
  if (protocol === '-1') return 'ALL';
  if (protocol.startsWith('icmp')) return `${protocol.toUpperCase()}, type: ${all(fromPort)}, code: ${all(toPort)}`;
  if (fromPort === undefined) return `protocol: ${protocol}`;
  return `${protocol.toUpperCase()}, from port: ${fromPort}, to port: ${toPort}`;
}
