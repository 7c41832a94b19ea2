import { AwsError } from '../../kernel/aws-error.ts';
import { sqsQueryModel } from './query-model.ts';

export interface Entry {
  Id: string;
}

const most = 10;

/** @throws AwsError EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct */
export function checkBatch(operation: string, entries: Entry[]): void {
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', `There should be at least one ${operation}RequestEntry in the request.`);
  if (entries.length > most)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${most}. You have sent ${entries.length}.`,
    );
  if (entries.some(({ Id }) => !/^[A-Za-z0-9_-]{1,80}$/.test(Id))) {
    const rule = 'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.';
    throw new AwsError('InvalidBatchEntryId', rule);
  }
  const twice = entries.find(({ Id }, index) => entries.findIndex((other) => other.Id === Id) < index);
  if (twice) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${twice.Id} repeated.`);
}

/** Does each by itself: one that is refused is told beside the others. @throws AwsError for the batch as a whole */
export function batched<E extends Entry>(operation: string, entries: E[], run: (entry: E) => unknown) {
  checkBatch(operation, entries);
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...Object(run(entry)) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, ...told(error) });
    }
  }
  return { ...(Successful.length > 0 && { Successful }), ...(Failed.length > 0 && { Failed }) };
}

/** By the code of the older protocol, and of parameters in words of its own. */
function told({ code, message }: AwsError) {
  const Message = message.replace('One or more parameters are invalid.', 'One or more parameters cannot be validated.');
  return { Code: sqsQueryModel().shapes[code]?.error?.code ?? code, Message };
}
