import type { Call } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { SnsPlace } from '../state.ts';

export function listSubscriptionsByTopic(input: { TopicArn: string; NextToken?: string }, { place }: Call<SnsPlace>) {
  const { items, NextToken } = page(place.sns.topic(input.TopicArn).subscriptions, 'ListSubscriptionsByTopic', input);
  return {
    NextToken,
    Subscriptions: items.map((subscription) => ({
      SubscriptionArn: subscription.pending ? 'PendingConfirmation' : subscription.arn,
      Owner: place.accountId,
      Protocol: subscription.protocol,
      Endpoint: subscription.endpoint,
      TopicArn: subscription.topicArn,
    })),
  };
}
