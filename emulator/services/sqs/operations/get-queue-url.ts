import type { Operation } from '../../../service/service.ts';
import { byName } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

export const getQueueUrl: Operation<{ QueueName: string }, SqsPlace> = {
  refuses: ['QueueOwnerAWSAccountId'],
  resources: byName,
  run(input, { place }) {
    return { QueueUrl: place.sqs.url(place.sqs.queue(input.QueueName)) };
  },
};
