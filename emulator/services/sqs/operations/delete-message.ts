import type { Operation } from '../../../service/service.ts';
import { deleteReceived } from '../receipt-handle.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

/** @throws AwsError QueueDoesNotExist, ReceiptHandleIsInvalid */
export const deleteMessage: Operation<{ QueueUrl: string; ReceiptHandle: string }, SqsPlace> = {
  resources: byUrl,
  run(input, { place }) {
    const queue = place.sqs.queue(input.QueueUrl);
    deleteReceived(queue, input.ReceiptHandle);
    place.sqs.report(queue);
  },
};
