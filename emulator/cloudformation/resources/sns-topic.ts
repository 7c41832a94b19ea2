import { tagMap, withChangedTags } from '../changed-tags.ts';
import { required, structures, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

interface Endpoint {
  Protocol: string;
  Endpoint: string;
}

export const topic: ResourceType = {
  type: 'AWS::SNS::Topic',
  fixed: ['TopicName'],
  // recorded: DisplayName, too, which the template reference does not name
  attributes: ['TopicArn', 'TopicName', 'DisplayName'],
  properties: {
    TopicName: text,
    Subscription: structures({ Protocol: required(text), Endpoint: required(text) }),
    DisplayName: text,
    KmsMasterKeyId: text,
    Tags: tags,
  },
  taken: { by: 'TopicName', isTaken: (name, place) => place.sns.topics.has(place.arn('sns', name)) },
  create({ TopicName, Subscription = [], Tags, ...attributes }, { place, generatedName, made }) {
    const name = TopicName ?? generatedName(256);
    const arn = place.sns.createTopic(name, attributes, tagMap(Tags));
    place.iam.resourcePolicies.guard(arn);
    made({ physicalId: arn, arn });
    for (const { Protocol, Endpoint } of Subscription) place.sns.subscribe(arn, Protocol, Endpoint);
    return { physicalId: arn, arn, attributes: attributesOf(arn, name, attributes) };
  },
  update({ TopicName: _name, Subscription = [], Tags, ...attributes }, { physicalId, properties: before }, { place }) {
    const topic = place.sns.topic(physicalId);
    const { KmsMasterKeyId: _key, DisplayName: _display, ...others } = topic.attributes;
    topic.attributes = { ...others, ...attributes };
    topic.tags = withChangedTags(topic.tags, before.Tags, Tags);
    const same = (one: Endpoint) => (other: Endpoint) => one.Protocol === other.Protocol && one.Endpoint === other.Endpoint;
    const gone: Endpoint[] = (before.Subscription ?? []).filter((held: Endpoint) => !Subscription.some(same(held)));
    topic.subscriptions = topic.subscriptions.filter(
      ({ protocol, endpoint }) => !gone.some(same({ Protocol: protocol, Endpoint: endpoint })),
    );
    for (const { Protocol, Endpoint } of Subscription) place.sns.subscribe(physicalId, Protocol, Endpoint);
    return attributesOf(topic.arn, topic.name, attributes);
  },
  delete({ physicalId }, { sns }) {
    sns.deleteTopic(physicalId);
  },
};

function attributesOf(TopicArn: string, TopicName: string, { DisplayName = '' }: { DisplayName?: string }) {
  return { TopicArn, TopicName, DisplayName };
}
