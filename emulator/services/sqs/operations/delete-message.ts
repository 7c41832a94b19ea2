import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

/** Deleting again what is gone succeeds, as with AWS. */
export const deleteMessage: Operation<{ QueueUrl: string; ReceiptHandle: string }, SqsPlace> = {
  resources: byUrl,
  run(input, { place }) {
    const queue = place.sqs.queue(input.QueueUrl);
    if (!/^[A-Za-z0-9+/]{128}$/.test(input.ReceiptHandle)) {
      throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${input.ReceiptHandle}" is not a valid receipt handle.`);
    }
    queue.messages = queue.messages.filter(({ receiptHandles }) => !receiptHandles.includes(input.ReceiptHandle));
    place.sqs.report(queue);
  },
};
