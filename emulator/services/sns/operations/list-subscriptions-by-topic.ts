import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { onTopic } from '../resources.ts';
import type { SnsPlace } from '../state.ts';

export const listSubscriptionsByTopic: Operation<{ TopicArn: string; NextToken?: string }, SnsPlace> = {
  resources: onTopic,
  run(input, { place }) {
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
  },
};
