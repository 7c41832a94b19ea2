import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { checkMessage, mostBytes, type NewMessage, published, sizeOf } from '../new-message.ts';
import { invalidParameter } from '../refusals.ts';
import { onTopic } from '../resources.ts';
import type { SnsPlace } from '../state.ts';

type Entry = NewMessage & { Id: string; MessageDeduplicationId?: string };

const most = 10;

/** One message that is refused refuses all (as recorded). IAM asks for sns:Publish. @throws AwsError as Publish, and for the batch as a whole */
export const publishBatch: Operation<{ TopicArn: string; PublishBatchRequestEntries: Entry[] }, SnsPlace> = {
  action: 'Publish',
  resources: onTopic,
  run({ TopicArn, PublishBatchRequestEntries: entries }, { place, caller }) {
    const topic = place.sns.topic(TopicArn);
    checkBatch(entries);
    for (const entry of entries) checkMessage(place, topic, entry, caller);
    return { Successful: entries.map((entry) => ({ Id: entry.Id, MessageId: published(place, topic, entry) })), Failed: [] };
  },
};

/** @throws AwsError */
function checkBatch(entries: Entry[]): void {
  if (entries.length === 0) throw refused('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > most) throw refused('TooManyEntriesInBatchRequest', 'The batch request contains more entries than permissible.');
  for (const { Id, MessageDeduplicationId } of entries) {
    if (Id.length > 80) throw refused('InvalidBatchEntryId', `The Id of a batch entry in the batch request is too long: ${Id}`);
    if (!/^[A-Za-z0-9_-]+$/.test(Id))
      throw refused('InvalidBatchEntryId', `The Id of a batch entry in the batch request contains an impermissible character: ${Id}`);
    if (MessageDeduplicationId !== undefined) throw invalidParameter('MessageDeduplicationId: FIFO topics are not emulated');
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw refused('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > mostBytes)
    throw refused('BatchRequestTooLong', 'The length of all the messages put together is more than the limit.');
}

function refused(what: string, message: string): AwsError {
  return new AwsError(`${what}Exception`, message);
}
