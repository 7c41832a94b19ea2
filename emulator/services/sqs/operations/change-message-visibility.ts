import type { Operation } from '../../../service/service.ts';
import { batched, type Entry } from '../batch.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';
import { changeVisibility, type VisibilityChange } from '../visibility.ts';

/** @throws AwsError QueueDoesNotExist, InvalidParameterValueException, ReceiptHandleIsInvalid */
export const changeMessageVisibility: Operation<{ QueueUrl: string } & VisibilityChange, SqsPlace> = {
  resources: byUrl,
  run(input, { place }) {
    const queue = place.sqs.queue(input.QueueUrl);
    changeVisibility(queue, input, place.clock.now());
    place.sqs.report(queue);
  },
};

/** @throws AwsError QueueDoesNotExist, and for the batch as a whole */
export const changeMessageVisibilityBatch: Operation<{ QueueUrl: string; Entries: (Entry & VisibilityChange)[] }, SqsPlace> = {
  action: 'ChangeMessageVisibility',
  resources: byUrl,
  run({ QueueUrl, Entries }, { place }) {
    const queue = place.sqs.queue(QueueUrl);
    const answer = batched('ChangeMessageVisibilityBatch', Entries, (entry) => changeVisibility(queue, entry, place.clock.now()));
    place.sqs.report(queue);
    return answer;
  },
};
