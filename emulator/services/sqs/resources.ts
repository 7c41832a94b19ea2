import type { SqsPlace } from './state.ts';

/** A queue's URL ends with its account and name; a bare name will do here. */
export function byUrl({ QueueUrl }: { QueueUrl: string }, place: SqsPlace): string[] {
  const [name = '', accountId = ''] = QueueUrl.split('/').reverse();
  const arn = place.arn('sqs', name);
  return [/^\d{12}$/.test(accountId) ? arn.replace(place.accountId, accountId) : arn];
}

export function byName({ QueueName }: { QueueName: string }, place: SqsPlace): string[] {
  return [place.arn('sqs', QueueName)];
}
