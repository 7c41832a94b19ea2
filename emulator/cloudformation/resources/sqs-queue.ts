import { tagMap, withChangedTags } from '../changed-tags.ts';
import { document, flag, number, tags, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const queue: ResourceType = {
  type: 'AWS::SQS::Queue',
  fixed: ['QueueName'],
  attributes: ['Arn', 'QueueName', 'QueueUrl'],
  properties: {
    QueueName: text,
    DelaySeconds: number,
    MaximumMessageSize: number,
    MessageRetentionPeriod: number,
    ReceiveMessageWaitTimeSeconds: number,
    RedriveAllowPolicy: document,
    RedrivePolicy: document,
    VisibilityTimeout: number,
    SqsManagedSseEnabled: flag,
    KmsMasterKeyId: text,
    KmsDataKeyReusePeriodSeconds: number,
    Tags: tags,
  },
  taken: { by: 'QueueName', isTaken: (name, { sqs }) => sqs.queues.has(name) },
  create({ QueueName, Tags, ...attributes }, { place, generatedName }) {
    const name = QueueName ?? generatedName(80);
    const arn = place.sqs.createQueue(name, asTexts(attributes), tagMap(Tags));
    place.iam.resourcePolicies.guard(arn);
    const url = place.sqs.url(place.sqs.queue(name));
    return { physicalId: url, arn, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
  },
  update({ QueueName: _name, Tags, ...attributes }, { physicalId, properties: before }, { place }) {
    place.sqs.changeQueue(physicalId, asTexts(attributes));
    const changed = place.sqs.queue(physicalId);
    changed.tags = withChangedTags(changed.tags, before.Tags, Tags);
    return undefined;
  },
  delete({ physicalId }, { sqs }) {
    sqs.deleteQueue(physicalId);
  },
};

function asTexts(attributes: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(attributes).map(([key, value]) => [key, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
  return Object.fromEntries(texts);
}
