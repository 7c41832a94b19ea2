import type { Operation } from '../../../service/service.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

interface OnQueue {
  QueueUrl: string;
}

/** @throws AwsError QueueDoesNotExist */
export const tagQueue: Operation<OnQueue & { Tags: Record<string, string> }, SqsPlace> = {
  resources: byUrl,
  run({ QueueUrl, Tags }, { place }) {
    const queue = place.sqs.queue(QueueUrl);
    queue.tags = { ...queue.tags, ...Tags };
  },
};

/** @throws AwsError QueueDoesNotExist */
export const untagQueue: Operation<OnQueue & { TagKeys: string[] }, SqsPlace> = {
  resources: byUrl,
  run({ QueueUrl, TagKeys }, { place }) {
    const queue = place.sqs.queue(QueueUrl);
    queue.tags = Object.fromEntries(Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key)));
  },
};

/** @throws AwsError QueueDoesNotExist */
export const listQueueTags: Operation<OnQueue, SqsPlace> = {
  resources: byUrl,
  run({ QueueUrl }, { place }) {
    const { tags } = place.sqs.queue(QueueUrl);
    return Object.keys(tags).length > 0 ? { Tags: tags } : {};
  },
};
