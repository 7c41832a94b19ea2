import type { Caller } from '../../kernel/caller.ts';
import { readJson } from '../../kernel/read-json.ts';
import { type MessageAttribute, messageSize } from '../sqs/message.ts';
import { checkMessageAttributes } from './message-attributes.ts';
import { invalidParameter } from './refusals.ts';
import type { SnsPlace } from './state.ts';
import type { Topic } from './topic.ts';
import { checkTopicKey } from './topic-key.ts';

/** What a request gives of a message. */
export interface NewMessage {
  Message: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes?: Record<string, MessageAttribute>;
  /** Of a standard topic: standard queues share what it brings them fairly. */
  MessageGroupId?: string;
}

export const mostBytes = 262_144;

export function sizeOf({ Message, MessageAttributes = {} }: NewMessage): number {
  return messageSize(Message, MessageAttributes);
}

/** @throws AwsError InvalidParameterException, and what the topic's key says */
export function checkMessage(place: SnsPlace, topic: Topic, input: NewMessage, caller: Caller): void {
  if (input.Message === '') throw invalidParameter('Empty message');
  if (sizeOf(input) > mostBytes) throw invalidParameter('Message too long');
  checkSubject(input.Subject);
  checkStructure(input);
  checkMessageAttributes(input.MessageAttributes ?? {});
  checkGroup(input.MessageGroupId);
  checkTopicKey(place, topic, caller);
}

/** @returns the message's id */
export function published(place: SnsPlace, topic: Topic, input: NewMessage): string {
  const { Message: message, Subject: subject, MessageStructure: messageStructure, MessageGroupId: groupId } = input;
  return place.sns.publish(topic.arn, { message, subject, messageStructure, attributes: input.MessageAttributes ?? {}, groupId });
}

/** UTF-8 text (ASCII, in older versions of the API reference) of at most 100 characters, no line breaks or control characters. */
function checkSubject(subject: string | undefined): void {
  if (subject !== undefined && !/^[^\p{Cc}\p{Zl}\p{Zp}]{1,100}$/u.test(subject)) throw invalidParameter('Subject');
}

function checkStructure({ Message, MessageStructure }: NewMessage): void {
  if (MessageStructure === undefined) return;
  if (MessageStructure !== 'json') throw invalidParameter('MessageStructure');
  let texts: Record<string, unknown>;
  try {
    texts = readJson(Message) as Record<string, unknown>;
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  if (typeof texts?.default !== 'string') throw invalidParameter('Message Structure - No default entry in JSON message body');
}

function checkGroup(id: string | undefined): void {
  if (id !== undefined && !/^[!-~]{1,128}$/.test(id)) throw invalidParameter('MessageGroupId');
}
