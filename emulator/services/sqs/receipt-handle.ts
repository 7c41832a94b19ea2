import { AwsError } from '../../kernel/aws-error.ts';
import type { QueueMessage } from './message.ts';
import type { Queue } from './queue.ts';

/** The message of a receive; undefined where it is gone. @throws AwsError ReceiptHandleIsInvalid */
export function received({ messages }: Queue, handle: string): QueueMessage | undefined {
  if (!/^[A-Za-z0-9+/]{128}$/.test(handle))
    throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is not a valid receipt handle.`);
  return messages.find(({ receiptHandles }) => receiptHandles.includes(handle));
}

/** Deleting again what is gone succeeds, as with AWS. @throws AwsError ReceiptHandleIsInvalid */
export function deleteReceived(queue: Queue, handle: string): void {
  const found = received(queue, handle);
  if (found) queue.messages.splice(queue.messages.indexOf(found), 1);
}
