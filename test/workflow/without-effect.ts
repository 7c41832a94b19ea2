import { isGlobal, takesCondition } from '../../emulator/services/iam/condition-keys.ts';
import type { Statement } from '../../emulator/services/iam/policy-document.ts';
import { actionModel, actionsLike, arnPattern } from '../../emulator/services/iam/reference.ts';

/** Actions that take no resource by the reference, and that AWS asks about with one all the same: see their operations. */
const askedWithResource = /^(events:ListRules|logs:DescribeLogGroups|sns:ListTopics|states:ListStateMachines|states:SendTask\w+)$/;

/**
 * What of an Allow statement can never let anything in on AWS, though nobody refuses it: an action that does not exist, one that takes
 * no resource or another type of resource, a condition on a key that it does not have.
 */
export function withoutEffect({ effect, actions = [], resources = [], conditions }: Statement): string[] {
  if (effect === 'Deny') return [];
  return actions.flatMap((pattern) => {
    const named = actionsLike([pattern]);
    if (named.length === 0) return pattern.includes('*') || isOfOther(pattern) ? [] : [`${pattern} is no action`];
    const lacking = conditions.filter(({ operator }) => !/^Null$|Not|IfExists$|^ForAllValues:/.test(operator)).map(({ key }) => key);
    const lost = named.map((action) => lacking.find((key) => !isGlobal(key) && !takesCondition(action, key)));
    if (lost.every((key) => key !== undefined)) return [`${pattern} has no condition key ${lost[0]}`];
    return resources
      .filter((resource) => !named.some((action) => takes(action, resource)))
      .map((resource) => `${pattern} is not on ${resource}`);
  });
}

/** Whether an action is of a service that the reference is not here for. */
function isOfOther(action: string): boolean {
  return actionsLike([`${action.split(':')[0]}:*`]).length === 0;
}

function takes(action: string, resource: string): boolean {
  if (resource === '*' || askedWithResource.test(action)) return true;
  return Object.keys(actionModel(action)?.resources ?? {}).some((type) => {
    const [form, pattern] = [parts(arnPattern(action, type)), parts(resource)];
    return form.every((part, index) => overlap(part, pattern[index] ?? ''));
  });
}

function parts(arn: string): string[] {
  return [...arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')];
}

/** Whether two patterns with `*` and `?` have a text in common. */
function overlap(one: string, other: string): boolean {
  if (one === '' && other === '') return true;
  if (one[0] === '*') return overlap(one.slice(1), other) || (other !== '' && overlap(one, other.slice(1)));
  if (other[0] === '*') return overlap(other, one);
  if (one === '' || other === '') return false;
  return (one[0] === other[0] || one[0] === '?' || other[0] === '?') && overlap(one.slice(1), other.slice(1));
}
