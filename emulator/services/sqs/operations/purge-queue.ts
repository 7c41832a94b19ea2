import type { Operation } from '../../../service/service.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

export const purgeQueue: Operation<{ QueueUrl: string }, SqsPlace> = {
  resources: byUrl,
  run(input, { place }) {
    const queue = place.sqs.queue(input.QueueUrl);
    queue.messages = [];
    place.sqs.report(queue);
  },
};
