import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { SqsPlace } from '../state.ts';

interface Input {
  QueueNamePrefix?: string;
  MaxResults?: number;
  NextToken?: string;
}

/** At most 1,000 in one answer; a token for more only where the request names a size, as with AWS. */
export const listQueues: Operation<Input, SqsPlace> = {
  run(input, { place }) {
    const names = [...place.sqs.queues.keys()].filter((name) => name.startsWith(input.QueueNamePrefix ?? ''));
    const { items, NextToken } = page(names, 'ListQueues', input);
    if (items.length === 0) return {};
    const QueueUrls = items.map((name) => place.sqs.url(place.sqs.queue(name)));
    return { QueueUrls, NextToken: input.MaxResults === undefined ? undefined : NextToken };
  },
};
