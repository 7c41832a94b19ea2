import type { Call } from '../../../service/service.ts';

interface Input {
  QueueName: string;
  Attributes?: Record<string, string>;
  tags?: Record<string, string>;
}

export function createQueue(input: Input, { world }: Call) {
  const arn = world.sqs.createQueue(input.QueueName, input.Attributes, input.tags);
  return { QueueUrl: world.sqs.url(world.sqs.queue(arn)) };
}
