import { AwsError } from '../../../kernel/aws-error.ts';
import type { Call } from '../../../service/service.ts';
import type { SqsPlace } from '../state.ts';

/** Deleting again what is gone succeeds, as with AWS. */
export function deleteMessage(input: { QueueUrl: string; ReceiptHandle: string }, { place }: Call<SqsPlace>) {
  const queue = place.sqs.queue(input.QueueUrl);
  if (!/^[A-Za-z0-9+/]{128}$/.test(input.ReceiptHandle)) {
    throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${input.ReceiptHandle}" is not a valid receipt handle.`);
  }
  queue.messages = queue.messages.filter(({ receiptHandles }) => !receiptHandles.includes(input.ReceiptHandle));
}
