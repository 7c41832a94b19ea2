import type { Operation } from '../../../service/service.ts';
import { type NewMessage, sent } from '../new-message.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

/** @throws AwsError QueueDoesNotExist, InvalidParameterValueException, InvalidMessageContents, MissingRequiredParameterException */
export const sendMessage: Operation<{ QueueUrl: string } & NewMessage, SqsPlace> = {
  resources: byUrl,
  run: ({ QueueUrl, ...message }, { place, caller }) => sent(place, place.sqs.queue(QueueUrl), message, caller),
};
