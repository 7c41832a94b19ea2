import { document, required, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const topicPolicy: ResourceType = {
  type: 'AWS::SNS::TopicPolicy',
  attributes: [],
  properties: { Topics: required(texts), PolicyDocument: required(document) },
  create({ Topics, PolicyDocument }, { place, generatedName }) {
    for (const arn of Topics) place.sns.topic(arn);
    for (const arn of Topics) place.iam.resourcePolicies.put(arn, 'Policy', PolicyDocument);
    return { physicalId: generatedName(128) };
  },
  update({ Topics, PolicyDocument }, { properties: before }, { place }) {
    const { resourcePolicies } = place.iam;
    for (const arn of Topics) resourcePolicies.put(place.sns.topic(arn).arn, 'Policy', PolicyDocument);
    for (const arn of before.Topics) if (!Topics.includes(arn)) resourcePolicies.remove(arn, 'Policy');
    return undefined;
  },
  delete({ properties: { Topics } }, { iam }) {
    for (const arn of Topics) iam.resourcePolicies.remove(arn, 'Policy');
  },
};
