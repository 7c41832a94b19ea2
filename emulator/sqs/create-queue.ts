import type { Call } from '../api/service.ts';

/** Tags are accepted and not kept. */
export function createQueue(input: { QueueName: string; Attributes?: Record<string, string> }, { world }: Call) {
  const arn = world.sqs.createQueue(input.QueueName, input.Attributes);
  return { QueueUrl: world.sqs.url(world.sqs.queue(arn)) };
}
