import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { redrive } from '../queue.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

/** @throws AwsError QueueDoesNotExist */
export const listDeadLetterSourceQueues: Operation<{ QueueUrl: string; NextToken?: string; MaxResults?: number }, SqsPlace> = {
  resources: byUrl,
  run(input, { place }) {
    const { arn } = place.sqs.queue(input.QueueUrl);
    const sources = [...place.sqs.queues.values()].filter((queue) => redrive(queue)?.deadLetterTargetArn === arn);
    const { items, NextToken } = page(sources, 'ListDeadLetterSourceQueues', input);
    return { queueUrls: items.map((queue) => place.sqs.url(queue)), NextToken: input.MaxResults === undefined ? undefined : NextToken };
  },
};
