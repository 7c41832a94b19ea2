import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import { type MessageAttribute, md5OfAttributes, md5OfBody } from './message.ts';
import { checkMessageAttributes } from './message-attributes.ts';
import type { Queue } from './queue.ts';
import { invalidParameter, invalidValue, missingParameter, refuseFifo } from './refusals.ts';
import type { SqsPlace } from './state.ts';
import { isXml, notXml } from './xml-characters.ts';

/** What a request gives of a message. */
export interface NewMessage {
  MessageBody: string;
  DelaySeconds?: number;
  MessageAttributes?: Record<string, MessageAttribute>;
  MessageSystemAttributes?: Record<string, MessageAttribute>;
  /** On a standard queue, whose messages are to share it fairly. */
  MessageGroupId?: string;
  MessageDeduplicationId?: string;
}

/** @throws AwsError InvalidParameterValueException, InvalidMessageContents, MissingRequiredParameterException */
export function sent(place: SqsPlace, queue: Queue, input: NewMessage, caller: Caller) {
  const { MessageAttributes: attributes = {}, MessageSystemAttributes: system = {} } = input;
  if (input.MessageBody === '') throw missingParameter('MessageBody');
  checkBody(input.MessageBody);
  checkDelay(input.DelaySeconds);
  checkGroup(input.MessageGroupId);
  refuseFifo({ MessageDeduplicationId: input.MessageDeduplicationId });
  checkMessageAttributes(attributes);
  checkSystemAttributes(system);
  const message = place.sqs.send(queue.arn, input.MessageBody, attributes, {
    delaySeconds: input.DelaySeconds,
    senderId: caller.kind === 'role' ? caller.arn.split(':')[5] : undefined,
    traceHeader: system.AWSTraceHeader?.StringValue,
    groupId: input.MessageGroupId,
  });
  return {
    MessageId: message.messageId,
    MD5OfMessageBody: md5OfBody(message.body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(system),
  };
}

function checkBody(body: string): void {
  if (!isXml(body)) throw new AwsError('InvalidMessageContents', notXml);
}

function checkDelay(seconds: number | undefined): void {
  if (seconds === undefined || (seconds >= 0 && seconds <= 900)) return;
  throw invalidValue(seconds, 'DelaySeconds', 'DelaySeconds must be >= 0 and <= 900.');
}

function checkGroup(id: string | undefined): void {
  if (id === undefined || /^[!-~]{1,128}$/.test(id)) return;
  throw invalidValue(id, 'MessageGroupId', 'MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.');
}

function checkSystemAttributes(attributes: Record<string, MessageAttribute>): void {
  for (const [name, { DataType, StringValue }] of Object.entries(attributes)) {
    if (name !== 'AWSTraceHeader') throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
    if (DataType !== 'String' || !StringValue)
      throw invalidParameter(`Message (system) attribute '${name}' must contain a non-empty value of type 'String'.`);
  }
}
