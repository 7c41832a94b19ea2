import { inert, required, structures, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const topic: ResourceType = {
  type: 'AWS::SNS::Topic',
  attributes: ['TopicArn', 'TopicName'],
  properties: {
    TopicName: text,
    Subscription: structures({ Protocol: required(text), Endpoint: required(text) }),
    DisplayName: inert('it is for people'),
    KmsMasterKeyId: text,
    Tags: tags,
  },
  taken: { by: 'TopicName', isTaken: (name, place) => place.sns.topics.has(place.arn('sns', name)) },
  create({ TopicName, Subscription = [], KmsMasterKeyId }, { place, generatedName }) {
    const name = TopicName ?? generatedName(256);
    const arn = place.sns.createTopic(name, KmsMasterKeyId === undefined ? {} : { KmsMasterKeyId });
    place.iam.resourcePolicies.guard(arn);
    for (const { Protocol, Endpoint } of Subscription) place.sns.subscribe(arn, Protocol, Endpoint);
    return { physicalId: arn, arn, attributes: { TopicArn: arn, TopicName: name } };
  },
  delete({ physicalId }, { sns, iam }) {
    sns.deleteTopic(physicalId);
    iam.resourcePolicies.forget(physicalId);
  },
};
