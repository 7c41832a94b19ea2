import { isJson, readJson } from '../../kernel/read-json.ts';
import { compilePattern } from '../events/event-pattern.ts';
import { checkComplexity } from './filter-complexity.ts';
import { notJson } from './not-json.ts';
import { invalidParameter } from './refusals.ts';
import type { PublishedMessage, Subscription } from './topic.ts';

/**
 * A filter policy is read when it is put, not when a message comes.
 *
 * @param scope what it looks at, as FilterPolicyScope
 * @param before stands in messages before its name
 * @throws AwsError InvalidParameterException
 */
export function checkFilterPolicy(policy: string, scope = 'MessageAttributes', before = ''): void {
  const refused = (why: string) => invalidParameter(`${before}FilterPolicy: ${why}`);
  if (!isJson(policy)) throw refused(notJson(policy));
  const read = readJson(policy) as object;
  try {
    // recorded: places are those in a text without spaces
    compilePattern(JSON.stringify(read), 'SNS');
  } catch (error) {
    throw refused((error as Error).message.replace('Event pattern is not valid. Reason: ', ''));
  }
  if (scope === 'MessageAttributes' && isNested(read)) {
    throw invalidParameter(`${before}Filter policy scope MessageAttributes does not support nested filter policy`);
  }
  checkComplexity(read, refused);
}

/** Attributes have no members; an alternative is none either. */
function isNested(policy: object): boolean {
  return Object.entries(policy).some(([name, rule]) =>
    name === '$or' && Array.isArray(rule) ? rule.some(isNested) : !Array.isArray(rule),
  );
}

/** Whether a subscription's filter policy lets a message through; policies are patterns of EventBridge's kind. */
export function passesFilter(subscription: Subscription, message: PublishedMessage): boolean {
  if (!subscription.attributes.FilterPolicy) return true;
  const matches = compilePattern(subscription.attributes.FilterPolicy, 'SNS');
  if (subscription.attributes.FilterPolicyScope === 'MessageBody') {
    try {
      return matches(readJson(message.message));
    } catch {
      return false;
    }
  }
  return matches(Object.fromEntries(Object.entries(message.attributes).map(([name, attribute]) => [name, plain(attribute)])));
}

function plain({ DataType, StringValue }: { DataType: string; StringValue?: string }): unknown {
  if (StringValue === undefined) return null;
  if (DataType === 'String.Array') return isJson(StringValue) ? readJson(StringValue) : null;
  return DataType.startsWith('Number') ? Number(StringValue) : StringValue;
}
