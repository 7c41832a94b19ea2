import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { SnsPlace } from '../state.ts';
import { listed } from '../topic.ts';

/** Of all topics of the account. */
export const listSubscriptions: Operation<{ NextToken?: string }, SnsPlace> = {
  run(input, { place }) {
    const all = [...place.sns.topics.values()].flatMap(({ subscriptions }) => subscriptions);
    const { items, NextToken } = page(all, 'ListSubscriptions', input);
    return { NextToken, Subscriptions: items.map((subscription) => listed(subscription, place.accountId)) };
  },
};
