import type { Operation } from '../../../service/service.ts';
import { onTopic } from '../resources.ts';
import type { SnsPlace } from '../state.ts';
import { shownAttributes } from '../topic-attributes.ts';

/** @throws AwsError NotFoundException */
export const getTopicAttributes: Operation<{ TopicArn: string }, SnsPlace> = {
  resources: onTopic,
  run: ({ TopicArn }, { place }) => ({ Attributes: shownAttributes(place, place.sns.topic(TopicArn)) }),
};

/** @throws AwsError NotFoundException, InvalidParameterException */
export const setTopicAttributes: Operation<{ TopicArn: string; AttributeName: string; AttributeValue?: string }, SnsPlace> = {
  resources: onTopic,
  run({ TopicArn, AttributeName, AttributeValue = '' }, { place }) {
    place.sns.setAttribute(place.sns.topic(TopicArn), AttributeName, AttributeValue);
  },
};

/** What is not there is deleted already. */
export const deleteTopic: Operation<{ TopicArn: string }, SnsPlace> = {
  resources: onTopic,
  run({ TopicArn }, { place }) {
    place.sns.deleteTopic(TopicArn);
  },
};
