import type { Call } from '../../../service/service.ts';
import { page } from '../page.ts';

export function listSubscriptionsByTopic(input: { TopicArn: string; NextToken?: string }, { world }: Call) {
  const { items, NextToken } = page(world.sns.topic(input.TopicArn).subscriptions, 'ListSubscriptionsByTopic', input);
  return {
    NextToken,
    Subscriptions: items.map((subscription) => ({
      SubscriptionArn: subscription.pending ? 'PendingConfirmation' : subscription.arn,
      Owner: world.accountId,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      TopicArn: subscription.topicArn,
    })),
  };
}
