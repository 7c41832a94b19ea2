import { document, required, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const queuePolicy: ResourceType = {
  type: 'AWS::SQS::QueuePolicy',
  attributes: [],
  properties: { Queues: required(texts), PolicyDocument: required(document) },
  create({ Queues, PolicyDocument }, { place, generatedName }) {
    for (const url of Queues) place.sqs.queue(url);
    for (const url of Queues) place.sqs.putPolicy(url, JSON.stringify(PolicyDocument));
    return { physicalId: generatedName(128) };
  },
  update({ Queues, PolicyDocument }, { properties: before }, { place }) {
    for (const url of Queues) place.sqs.putPolicy(url, JSON.stringify(PolicyDocument));
    for (const url of before.Queues) if (!Queues.includes(url)) place.sqs.removePolicy(url);
    return undefined;
  },
  delete({ properties: { Queues } }, { sqs }) {
    for (const url of Queues) sqs.removePolicy(url);
  },
};
