import type { Operation } from '../../../service/service.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

/** @throws AwsError QueueDoesNotExist, InvalidAttributeName, InvalidAttributeValue, InvalidParameterValueException */
export const setQueueAttributes: Operation<{ QueueUrl: string; Attributes: Record<string, string> }, SqsPlace> = {
  resources: byUrl,
  run({ QueueUrl, Attributes }, { place }) {
    place.sqs.setAttributes(place.sqs.queue(QueueUrl), Attributes);
  },
};
