import { document, required, texts } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const queuePolicy: ResourceType = {
  type: 'AWS::SQS::QueuePolicy',
  attributes: [],
  properties: { Queues: required(texts), PolicyDocument: required(document) },
  create({ Queues, PolicyDocument }, { world, generatedName }) {
    for (const url of Queues) world.iam.resourcePolicies.put(world.sqs.queue(url).arn, 'Policy', PolicyDocument);
    return { physicalId: generatedName(128) };
  },
};
