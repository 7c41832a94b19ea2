import type { SqsPlace } from './state.ts';

export function byUrl({ QueueUrl }: { QueueUrl: string }, place: SqsPlace): string[] {
  return [place.arn('sqs', QueueUrl.split('/').at(-1)!)];
}

export function byName({ QueueName }: { QueueName: string }, place: SqsPlace): string[] {
  return [place.arn('sqs', QueueName)];
}
