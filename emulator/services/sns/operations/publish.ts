import type { Operation } from '../../../service/service.ts';
import { checkTopicArn } from '../arn.ts';
import { checkMessage, type NewMessage, published } from '../new-message.ts';
import { invalidParameter } from '../refusals.ts';
import type { SnsPlace } from '../state.ts';
import { isTelephone } from '../telephone.ts';

interface Input extends NewMessage {
  TopicArn?: string;
  TargetArn?: string;
  PhoneNumber?: string;
}

export const publish: Operation<Input, SnsPlace> = {
  refuses: ['MessageDeduplicationId'],
  resources: ({ TopicArn, TargetArn }) => [TopicArn ?? TargetArn ?? '*'],
  run(input, { place, caller }) {
    const topicArn = input.TopicArn ?? input.TargetArn;
    refuseTelephone(input.PhoneNumber);
    if (topicArn === undefined) throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    const parameter = input.TopicArn === undefined ? 'TargetArn' : 'TopicArn';
    checkTopicArn(parameter, topicArn, place.region);
    if (topicArn.split(':')[5]!.startsWith('endpoint/'))
      throw invalidParameter(`${parameter} Reason: No endpoint found for the target arn specified`);
    if (!/^arn:aws[a-z-]*:sns:[^:]+:\d{12}:[^:]+$/.test(topicArn))
      throw invalidParameter(`TopicArn Reason: ${topicArn} is not a topic's ARN`);
    const topic = place.sns.topic(topicArn);
    checkMessage(place, topic, input, caller);
    return { MessageId: published(place, topic, input) };
  },
};

function refuseTelephone(number: string | undefined): void {
  if (number === undefined) return;
  if (!isTelephone(number)) throw invalidParameter(`PhoneNumber Reason: ${number} is not valid to publish to`);
  throw invalidParameter('PhoneNumber: text messages are not emulated; docs/api-coverage.md lists what is');
}
