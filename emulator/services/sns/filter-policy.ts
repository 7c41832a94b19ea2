import { isJson, readJson } from '../../kernel/read-json.ts';
import { compilePattern } from '../events/event-pattern.ts';
import { checkComplexity } from './filter-complexity.ts';
import { invalidParameter } from './refusals.ts';
import type { PublishedMessage, Subscription } from './topic.ts';

/**
 * A filter policy is read when it is put, not when a message comes.
 *
 * @param before stands in messages before its name
 * @throws AwsError InvalidParameterException
 */
export function checkFilterPolicy(policy: string, before = ''): void {
  const refused = (why: string) => invalidParameter(`${before}FilterPolicy: ${why}`);
  try {
    compilePattern(policy, 'SNS');
  } catch (error) {
    const why = `${isJson(policy) ? '' : 'failed to parse JSON. '}${(error as Error).message.replace('Event pattern is not valid. Reason: ', '')}`;
    throw refused(why);
  }
  checkComplexity(readJson(policy) as object, refused);
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
