import type { Operation } from '../../../service/service.ts';
import { byName } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

interface Input {
  QueueName: string;
  Attributes?: Record<string, string>;
  tags?: Record<string, string>;
}

export const createQueue: Operation<Input, SqsPlace> = {
  resources: byName,
  run(input, { place }) {
    const arn = place.sqs.createQueue(input.QueueName, input.Attributes, input.tags);
    return { QueueUrl: place.sqs.url(place.sqs.queue(arn)) };
  },
};
