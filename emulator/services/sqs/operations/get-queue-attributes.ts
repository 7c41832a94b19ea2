import type { Operation } from '../../../service/service.ts';
import { attributeNames } from '../queue-attributes.ts';
import { unknownAttribute } from '../refusals.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

export const getQueueAttributes: Operation<{ QueueUrl: string; AttributeNames?: string[] }, SqsPlace> = {
  resources: byUrl,
  run(input, { place }) {
    const queue = place.sqs.queue(input.QueueUrl);
    const now = place.clock.now();
    const count = (accepted: (message: { visibleAt: number; receiveCount: number }) => boolean) =>
      String(queue.messages.filter(accepted).length);
    const created = String(Math.floor(queue.createdAt / 1000));
    const all: Record<string, string> = {
      ...queue.attributes,
      QueueArn: queue.arn,
      CreatedTimestamp: created,
      LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
      ApproximateNumberOfMessages: count(({ visibleAt }) => visibleAt <= now),
      ApproximateNumberOfMessagesNotVisible: count(({ visibleAt, receiveCount }) => visibleAt > now && receiveCount > 0),
      ApproximateNumberOfMessagesDelayed: count(({ visibleAt, receiveCount }) => visibleAt > now && receiveCount === 0),
    };
    const wanted = input.AttributeNames ?? [];
    for (const name of wanted) if (!attributeNames.has(name)) throw unknownAttribute(name);
    const shown = Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name));
    return shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {};
  },
};
