import type { Call } from '../../../service/service.ts';

export function purgeQueue(input: { QueueUrl: string }, { world }: Call) {
  world.sqs.queue(input.QueueUrl).messages = [];
}
