import { AwsError } from '../api/error.ts';
import type { Call } from '../api/service.ts';

/** Succeeds for a subscription that is gone, as with AWS. */
export function unsubscribe(input: { SubscriptionArn: string }, { world }: Call) {
  const topicArn = input.SubscriptionArn.split(':').slice(0, 6).join(':');
  if (!/^arn:aws:sns:[^:]+:\d{12}:[^:]+:[^:]+$/.test(input.SubscriptionArn)) {
    throw new AwsError('InvalidParameterException', 'Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements');
  }
  const topic = world.sns.topics.get(topicArn);
  if (topic) topic.subscriptions = topic.subscriptions.filter(({ arn }) => arn !== input.SubscriptionArn);
}
