import { checkFilterPolicy } from '../../services/sns/filter-policy.ts';
import { deployer } from '../deployer.ts';
import { document, flag, oneOf, required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const subscription: ResourceType = {
  type: 'AWS::SNS::Subscription',
  fixed: ['TopicArn', 'Protocol', 'Endpoint'],
  attributes: [],
  properties: {
    TopicArn: required(text),
    Protocol: required(text),
    Endpoint: required(text),
    FilterPolicy: document,
    FilterPolicyScope: oneOf('MessageAttributes', 'MessageBody'),
    RawMessageDelivery: flag,
  },
  create({ TopicArn, Protocol, Endpoint, ...attributes }, { place }) {
    const { arn } = place.sns.subscribe(TopicArn, Protocol, Endpoint, texts(attributes));
    return { physicalId: arn, arn };
  },
  async update({ TopicArn, Protocol, Endpoint, ...attributes }, { physicalId: SubscriptionArn }, { place }) {
    const { FilterPolicy, FilterPolicyScope } = attributes;
    if (FilterPolicy) checkFilterPolicy(JSON.stringify(FilterPolicy), FilterPolicyScope, 'Attributes Reason: ');
    // the same endpoint has the same ARN again
    await place.call('sns', 'Unsubscribe', { SubscriptionArn }, deployer(place));
    place.sns.subscribe(TopicArn, Protocol, Endpoint, texts(attributes));
    return undefined;
  },
  async delete({ physicalId: SubscriptionArn }, place) {
    await place.call('sns', 'Unsubscribe', { SubscriptionArn }, deployer(place));
  },
};

interface Attributes {
  FilterPolicy?: object;
  FilterPolicyScope?: string;
  RawMessageDelivery?: boolean;
}

function texts({ FilterPolicy, FilterPolicyScope, RawMessageDelivery }: Attributes): Record<string, string> {
  return {
    ...(FilterPolicy && { FilterPolicy: JSON.stringify(FilterPolicy) }),
    ...(FilterPolicyScope && { FilterPolicyScope }),
    ...(RawMessageDelivery !== undefined && { RawMessageDelivery: String(RawMessageDelivery) }),
  };
}
