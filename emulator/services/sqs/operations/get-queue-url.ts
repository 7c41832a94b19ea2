import type { Call } from '../../../service/service.ts';

export function getQueueUrl(input: { QueueName: string }, { world }: Call) {
  return { QueueUrl: world.sqs.url(world.sqs.queue(input.QueueName)) };
}
