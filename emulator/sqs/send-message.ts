import { AwsError } from '../api/error.ts';
import type { Call } from '../api/service.ts';
import { type MessageAttribute, md5OfAttributes, md5OfBody } from './message.ts';

interface Input {
  QueueUrl: string;
  MessageBody: string;
  DelaySeconds?: number;
  MessageAttributes?: Record<string, MessageAttribute>;
}

export function sendMessage(input: Input, { world, caller }: Call) {
  const attributes = input.MessageAttributes ?? {};
  if (input.MessageBody === '') throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  if (input.DelaySeconds !== undefined && !(input.DelaySeconds >= 0 && input.DelaySeconds <= 900)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${input.DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
    );
  }
  const message = world.sqs.send(input.QueueUrl, input.MessageBody, attributes, {
    delaySeconds: input.DelaySeconds,
    senderId: caller.kind === 'role' ? caller.arn.split(':')[5] : undefined,
  });
  return {
    MessageId: message.messageId,
    MD5OfMessageBody: md5OfBody(message.body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
  };
}
