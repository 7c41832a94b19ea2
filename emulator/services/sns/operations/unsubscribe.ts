import type { Operation } from '../../../service/service.ts';
import { checkArn } from '../arn.ts';
import { invalidParameter } from '../refusals.ts';
import type { SnsPlace } from '../state.ts';

/** Succeeds for a subscription that is gone, as with AWS. */
export const unsubscribe: Operation<{ SubscriptionArn: string }, SnsPlace> = {
  run(input, { place }) {
    const topicArn = input.SubscriptionArn.split(':').slice(0, 6).join(':');
    checkArn('SubscriptionArn', input.SubscriptionArn);
    if (!/^arn:aws[a-z-]*:sns:[^:]+:\d{12}:[^:]+:[^:]+$/.test(input.SubscriptionArn)) {
      throw invalidParameter('SubscriptionId');
    }
    const topic = place.sns.topics.get(topicArn);
    if (topic) topic.subscriptions = topic.subscriptions.filter(({ arn }) => arn !== input.SubscriptionArn);
  },
};
