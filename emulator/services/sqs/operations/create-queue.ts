import type { Call } from '../../../service/service.ts';
import type { SqsPlace } from '../state.ts';

interface Input {
  QueueName: string;
  Attributes?: Record<string, string>;
  tags?: Record<string, string>;
}

export function createQueue(input: Input, { place }: Call<SqsPlace>) {
  const arn = place.sqs.createQueue(input.QueueName, input.Attributes, input.tags);
  return { QueueUrl: place.sqs.url(place.sqs.queue(arn)) };
}
