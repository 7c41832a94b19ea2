import type { Service } from '../api/service.ts';
import type { World } from '../world.ts';
import { createQueue } from './create-queue.ts';
import { deleteMessage } from './delete-message.ts';
import { getQueueAttributes } from './get-queue-attributes.ts';
import { getQueueUrl } from './get-queue-url.ts';
import { listQueues } from './list-queues.ts';
import { purgeQueue } from './purge-queue.ts';
import { sqsQueryModel } from './query-model.ts';
import { receiveMessage } from './receive-message.ts';
import { missingParameter } from './refusals.ts';
import { sendMessage } from './send-message.ts';

const byUrl = ({ QueueUrl }: { QueueUrl: string }, world: World) => [world.arn('sqs', QueueUrl.split('/').at(-1)!)];
const byName = ({ QueueName }: { QueueName: string }, world: World) => [world.arn('sqs', QueueName)];

export const sqs: Service = {
  model: 'sqs',
  queryModel: sqsQueryModel,
  iamPrefix: 'sqs',
  invalid: 'InvalidParameterValueException',
  missing: missingParameter,
  operations: {
    CreateQueue: createQueue,
    DeleteMessage: deleteMessage,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    ListQueues: listQueues,
    PurgeQueue: purgeQueue,
    ReceiveMessage: receiveMessage,
    SendMessage: sendMessage,
  },
  resources: {
    CreateQueue: byName,
    GetQueueUrl: byName,
    DeleteMessage: byUrl,
    GetQueueAttributes: byUrl,
    PurgeQueue: byUrl,
    ReceiveMessage: byUrl,
    SendMessage: byUrl,
  },
};
