import type { Operation } from '../../../service/service.ts';
import { batched, type Entry } from '../batch.ts';
import { deleteReceived } from '../receipt-handle.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

/** @throws AwsError QueueDoesNotExist, and for the batch as a whole */
export const deleteMessageBatch: Operation<{ QueueUrl: string; Entries: (Entry & { ReceiptHandle: string })[] }, SqsPlace> = {
  action: 'DeleteMessage',
  resources: byUrl,
  run({ QueueUrl, Entries }, { place }) {
    const queue = place.sqs.queue(QueueUrl);
    const answer = batched('DeleteMessageBatch', Entries, ({ ReceiptHandle }) => deleteReceived(queue, ReceiptHandle));
    place.sqs.report(queue);
    return answer;
  },
};
