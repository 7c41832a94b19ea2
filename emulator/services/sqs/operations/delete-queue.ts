import type { Operation } from '../../../service/service.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

/** @throws AwsError QueueDoesNotExist */
export const deleteQueue: Operation<{ QueueUrl: string }, SqsPlace> = {
  resources: byUrl,
  run({ QueueUrl }, { place }) {
    place.sqs.deleteQueue(QueueUrl);
  },
};
