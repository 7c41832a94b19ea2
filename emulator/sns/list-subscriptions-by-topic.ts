import type { Call } from '../api/service.ts';

/** All in one answer; AWS gives pages of 100. */
export function listSubscriptionsByTopic(input: { TopicArn: string }, { world }: Call) {
  return {
    Subscriptions: world.sns.topic(input.TopicArn).subscriptions.map((subscription) => ({
      SubscriptionArn: subscription.pending ? 'PendingConfirmation' : subscription.arn,
      Owner: world.accountId,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      TopicArn: subscription.topicArn,
    })),
  };
}
