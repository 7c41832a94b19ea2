import { hear, type Queue } from './queue.ts';
import { received } from './receipt-handle.ts';
import { invalidValue } from './refusals.ts';

export interface VisibilityChange {
  ReceiptHandle: string;
  VisibilityTimeout?: number;
}

const longest = 43_200;

/** Of a message that can be received again already, too, as recorded. @throws AwsError InvalidParameterValueException, ReceiptHandleIsInvalid */
export function changeVisibility(queue: Queue, { ReceiptHandle, VisibilityTimeout = 0 }: VisibilityChange, now: number): void {
  if (VisibilityTimeout < 0 || VisibilityTimeout > longest)
    throw invalidValue(VisibilityTimeout, 'VisibilityTimeout', `VisibilityTimeout must be an integer between 0 and ${longest}.`);
  const message = received(queue, ReceiptHandle);
  if (!message)
    throw invalidValue(ReceiptHandle, 'ReceiptHandle', 'Message does not exist or is not available for visibility timeout change.');
  message.visibleAt = now + VisibilityTimeout * 1000;
  hear(queue);
}
