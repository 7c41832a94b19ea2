import type { Operation } from '../../../service/service.ts';
import type { SnsPlace } from '../state.ts';
import { changedSubscription, shownSubscription } from '../subscription-attributes.ts';

/** @throws AwsError NotFoundException */
export const getSubscriptionAttributes: Operation<{ SubscriptionArn: string }, SnsPlace> = {
  run: ({ SubscriptionArn }, { place }) => ({ Attributes: shownSubscription(place, place.sns.subscription(SubscriptionArn)) }),
};

/** @throws AwsError NotFoundException, InvalidParameterException */
export const setSubscriptionAttributes: Operation<{ SubscriptionArn: string; AttributeName: string; AttributeValue?: string }, SnsPlace> = {
  run({ SubscriptionArn, AttributeName, AttributeValue = '' }, { place }) {
    const subscription = place.sns.subscription(SubscriptionArn);
    subscription.attributes = changedSubscription(subscription, AttributeName, AttributeValue);
  },
};
