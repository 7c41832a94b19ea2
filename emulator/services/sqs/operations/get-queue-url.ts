import type { Call } from '../../../service/service.ts';
import type { SqsPlace } from '../state.ts';

export function getQueueUrl(input: { QueueName: string }, { place }: Call<SqsPlace>) {
  return { QueueUrl: place.sqs.url(place.sqs.queue(input.QueueName)) };
}
