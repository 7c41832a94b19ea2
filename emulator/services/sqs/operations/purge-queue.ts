import type { Call } from '../../../service/service.ts';
import type { SqsPlace } from '../state.ts';

export function purgeQueue(input: { QueueUrl: string }, { place }: Call<SqsPlace>) {
  place.sqs.queue(input.QueueUrl).messages = [];
}
