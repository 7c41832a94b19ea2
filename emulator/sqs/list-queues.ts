import type { Call } from '../api/service.ts';

/** At most 1,000 in one answer, as with AWS; further pages are not emulated. */
export function listQueues(input: { QueueNamePrefix?: string; MaxResults?: number }, { world }: Call) {
  const names = [...world.sqs.queues.keys()].filter((name) => name.startsWith(input.QueueNamePrefix ?? ''));
  const urls = names.slice(0, input.MaxResults ?? 1000).map((name) => world.sqs.url(world.sqs.queue(name)));
  return urls.length > 0 ? { QueueUrls: urls } : {};
}
