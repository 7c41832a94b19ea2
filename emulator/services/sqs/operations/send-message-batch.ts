import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { batched, checkBatch, type Entry } from '../batch.ts';
import { messageSize } from '../message.ts';
import { type NewMessage, sent } from '../new-message.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

const mostBytes = 1_048_576;

/** The queue's own limit is for each message, that of the batch for all of them (as recorded). @throws AwsError QueueDoesNotExist, and for the batch as a whole */
export const sendMessageBatch: Operation<{ QueueUrl: string; Entries: (Entry & NewMessage)[] }, SqsPlace> = {
  action: 'SendMessage',
  resources: byUrl,
  run({ QueueUrl, Entries }, { place, caller }) {
    const queue = place.sqs.queue(QueueUrl);
    checkBatch('SendMessageBatch', Entries);
    const bytes = Entries.reduce((sum, { MessageBody, MessageAttributes }) => sum + messageSize(MessageBody, MessageAttributes ?? {}), 0);
    if (bytes > mostBytes) {
      const message = `Batch requests cannot be longer than ${mostBytes} bytes. You have sent ${bytes} bytes.`;
      throw new AwsError('BatchRequestTooLong', message);
    }
    return batched('SendMessageBatch', Entries, (entry) => sent(place, queue, entry, caller));
  },
};
