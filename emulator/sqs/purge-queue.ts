import type { Call } from '../api/service.ts';

export function purgeQueue(input: { QueueUrl: string }, { world }: Call) {
  world.sqs.queue(input.QueueUrl).messages = [];
}
