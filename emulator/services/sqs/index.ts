import type { Service } from '../../service/service.ts';
import { createQueue } from './operations/create-queue.ts';
import { deleteMessage } from './operations/delete-message.ts';
import { getQueueAttributes } from './operations/get-queue-attributes.ts';
import { getQueueUrl } from './operations/get-queue-url.ts';
import { listQueues } from './operations/list-queues.ts';
import { purgeQueue } from './operations/purge-queue.ts';
import { receiveMessage } from './operations/receive-message.ts';
import { sendMessage } from './operations/send-message.ts';
import { sqsQueryModel } from './query-model.ts';
import { missingParameter } from './refusals.ts';
import { requestContext } from './request-context.ts';
import type { SqsPlace } from './state.ts';

export const sqs: Service<SqsPlace> = {
  model: 'sqs',
  queryModel: sqsQueryModel,
  addressed: (path) => (/^\/\d{12}\/[\w.-]+$/.test(path) ? { QueueUrl: path } : undefined),
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
  context: requestContext,
  policies: (resource, { iam }) => iam.resourcePolicies.of(resource),
  lent: ['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage', 'SendMessage'],
};
