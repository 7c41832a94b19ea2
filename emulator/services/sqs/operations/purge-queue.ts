import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

const between = 60_000;

/** @throws AwsError QueueDoesNotExist, PurgeQueueInProgress */
export const purgeQueue: Operation<{ QueueUrl: string }, SqsPlace> = {
  resources: byUrl,
  run(input, { place }) {
    const queue = place.sqs.queue(input.QueueUrl);
    const now = place.clock.now();
    if (queue.purgedAt !== undefined && now - queue.purgedAt < between) {
      const why = `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`;
      throw new AwsError('PurgeQueueInProgress', why, { status: 403 });
    }
    queue.purgedAt = now;
    queue.messages = [];
    place.sqs.report(queue);
  },
};
