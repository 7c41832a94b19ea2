import { deployer } from '../deployer.ts';
import { document, flag, oneOf, required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const subscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  attributes: [],
  properties: {
    TopicArn: required(text),
    Protocol: required(text),
    Endpoint: required(text),
    FilterPolicy: document,
    FilterPolicyScope: oneOf('MessageAttributes', 'MessageBody'),
    RawMessageDelivery: flag,
  },
  create({ TopicArn, Protocol, Endpoint, FilterPolicy, FilterPolicyScope, RawMessageDelivery }, { place }) {
    const { arn } = place.sns.subscribe(TopicArn, Protocol, Endpoint, {
      ...(FilterPolicy && { FilterPolicy: JSON.stringify(FilterPolicy) }),
      ...(FilterPolicyScope && { FilterPolicyScope }),
      ...(RawMessageDelivery !== undefined && { RawMessageDelivery: String(RawMessageDelivery) }),
    });
    return { physicalId: arn, arn };
  },
  async delete({ physicalId: SubscriptionArn }, place) {
    await place.call('sns', 'Unsubscribe', { SubscriptionArn }, deployer(place));
  },
};
