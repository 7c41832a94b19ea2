import { AwsError } from '../../../kernel/aws-error.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Operation } from '../../../service/service.ts';
import { type MessageAttribute, messageSize } from '../../sqs/message.ts';
import { checkTopicArn } from '../arn.ts';
import { checkMessageAttributes } from '../message-attributes.ts';
import type { SnsPlace } from '../state.ts';
import { isTelephone } from '../telephone.ts';
import { checkTopicKey } from '../topic-key.ts';

interface Input {
  TopicArn?: string;
  TargetArn?: string;
  PhoneNumber?: string;
  Message: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes?: Record<string, MessageAttribute>;
  /** Of a standard topic: standard queues share what it brings them fairly. */
  MessageGroupId?: string;
}

const longest = 262_144;

export const publish: Operation<Input, SnsPlace> = {
  refuses: ['MessageDeduplicationId'],
  resources: ({ TopicArn, TargetArn }) => [TopicArn ?? TargetArn ?? '*'],
  run(input, { place, caller }) {
    const topicArn = input.TopicArn ?? input.TargetArn;
    refuseTelephone(input.PhoneNumber);
    if (topicArn === undefined) throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
    const parameter = input.TopicArn === undefined ? 'TargetArn' : 'TopicArn';
    checkTopicArn(parameter, topicArn, place.region);
    if (topicArn.split(':')[5]!.startsWith('endpoint/'))
      throw invalid(`${parameter} Reason: No endpoint found for the target arn specified`);
    if (!/^arn:aws[a-z-]*:sns:[^:]+:\d{12}:[^:]+$/.test(topicArn)) throw invalid(`TopicArn Reason: ${topicArn} is not a topic's ARN`);
    const topic = place.sns.topic(topicArn);
    const attributes = input.MessageAttributes ?? {};
    if (input.Message === '') throw invalid('Empty message');
    if (messageSize(input.Message, attributes) > longest) throw invalid('Message too long');
    checkSubject(input.Subject);
    checkStructure(input);
    checkMessageAttributes(attributes);
    checkGroup(input.MessageGroupId);
    checkTopicKey(place, topic, caller);
    const { Message: message, Subject: subject, MessageStructure: messageStructure, MessageGroupId: groupId } = input;
    return { MessageId: place.sns.publish(topic.arn, { message, subject, messageStructure, attributes, groupId }) };
  },
};

function refuseTelephone(number: string | undefined): void {
  if (number === undefined) return;
  if (!isTelephone(number)) throw invalid(`PhoneNumber Reason: ${number} is not valid to publish to`);
  throw invalid('PhoneNumber: text messages are not emulated; docs/api-coverage.md lists what is');
}

/** UTF-8 text (ASCII, in older versions of the API reference) of at most 100 characters, no line breaks or control characters. */
function checkSubject(subject: string | undefined): void {
  if (subject !== undefined && !/^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u.test(subject)) throw invalid('Subject');
}

function checkStructure({ Message, MessageStructure }: Input): void {
  if (MessageStructure === undefined) return;
  if (MessageStructure !== 'json') throw invalid('MessageStructure');
  let texts: Record<string, unknown>;
  try {
    texts = readJson(Message) as Record<string, unknown>;
  } catch {
    throw invalid('Message Structure - JSON message body failed to parse');
  }
  if (typeof texts?.default !== 'string') throw invalid('Message Structure - No default entry in JSON message body');
}

function checkGroup(id: string | undefined): void {
  if (id !== undefined && !/^[!-~]{1,128}$/.test(id)) throw invalid('MessageGroupId');
}

function invalid(what: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid parameter: ${what}`);
}
