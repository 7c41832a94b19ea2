import { compilePattern } from '../events/event-pattern.ts';
import type { PublishedMessage, Subscription } from './topic.ts';

/** Whether a subscription's filter policy lets a message through; policies are patterns of EventBridge's kind. */
export function passesFilter(subscription: Subscription, message: PublishedMessage): boolean {
  if (!subscription.attributes.FilterPolicy) return true;
  const matches = compilePattern(subscription.attributes.FilterPolicy);
  if (subscription.attributes.FilterPolicyScope === 'MessageBody') {
    try {
      return matches(JSON.parse(message.message));
    } catch {
      return false;
    }
  }
  return matches(Object.fromEntries(Object.entries(message.attributes).map(([name, attribute]) => [name, plain(attribute)])));
}

function plain({ DataType, StringValue }: { DataType: string; StringValue?: string }): unknown {
  if (StringValue === undefined) return null;
  if (DataType === 'String.Array') return JSON.parse(StringValue);
  return DataType.startsWith('Number') ? Number(StringValue) : StringValue;
}
