import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { onTopic } from '../resources.ts';
import type { SnsPlace } from '../state.ts';
import { listed } from '../topic.ts';

export const listSubscriptionsByTopic: Operation<{ TopicArn: string; NextToken?: string }, SnsPlace> = {
  resources: onTopic,
  run(input, { place }) {
    const { items, NextToken } = page(place.sns.topic(input.TopicArn).subscriptions, 'ListSubscriptionsByTopic', input);
    return {
      NextToken,
      Subscriptions: items.map((subscription) => listed(subscription, place.accountId)),
    };
  },
};
