import { AwsError } from '../api/error.ts';
import type { Call } from '../api/service.ts';
import type { World } from '../world.ts';
import { md5OfAttributes, md5OfBody, type QueueMessage } from './message.ts';
import { type Queue, redrive } from './queue.ts';

interface Input {
  QueueUrl: string;
  MaxNumberOfMessages?: number;
  VisibilityTimeout?: number;
  AttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
  MessageAttributeNames?: string[];
}

/** Answers at once with what is there: a long poll would wait for virtual time that its caller may be holding up. */
export function receiveMessage(input: Input, { world }: Call) {
  const queue = world.sqs.queue(input.QueueUrl);
  const most = input.MaxNumberOfMessages ?? 1;
  if (most < 1 || most > 10) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${most} for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.`,
    );
  }
  giveUpOnOften(world, queue);
  const now = world.clock.now();
  const invisibleFor = (input.VisibilityTimeout ?? Number(queue.attributes.VisibilityTimeout)) * 1000;
  const received = queue.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
  for (const message of received) {
    message.receiveCount++;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + invisibleFor;
    message.receiptHandle = world.random.bytes(96, 'receipt', message.messageId, message.receiveCount).toString('base64');
  }
  return received.length > 0 ? { Messages: received.map((message) => shown(message, input)) } : {};
}

/** Moves what was received too often to the dead-letter queue. */
function giveUpOnOften(world: World, queue: Queue): void {
  const policy = redrive(queue);
  const deadLetters = policy && world.sqs.find(policy.deadLetterTargetArn);
  if (!policy || !deadLetters) return;
  const now = world.clock.now();
  const often = queue.messages.filter(({ receiveCount, visibleAt }) => receiveCount >= policy.maxReceiveCount && visibleAt <= now);
  queue.messages = queue.messages.filter((message) => !often.includes(message));
  deadLetters.messages.push(...often.map((message) => ({ ...message, deadLetterSource: queue.arn })));
}

function shown(message: QueueMessage, input: Input) {
  const system: Record<string, string | undefined> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
  const wanted = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const attributes = Object.entries(system).filter(([name, value]) => value && (wanted.includes('All') || wanted.includes(name)));
  const own = Object.entries(message.attributes).filter(([name]) => isWanted(name, input.MessageAttributeNames ?? []));
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    Attributes: attributes.length > 0 ? Object.fromEntries(attributes) : undefined,
    MessageAttributes: own.length > 0 ? Object.fromEntries(own) : undefined,
    MD5OfMessageAttributes: own.length > 0 ? md5OfAttributes(Object.fromEntries(own)) : undefined,
  };
}

/** By name, by the beginning of a name (`trace.*`), or all. */
function isWanted(name: string, wanted: string[]): boolean {
  return wanted.some((each) => ['All', '.*', name].includes(each) || (each.endsWith('.*') && name.startsWith(each.slice(0, -2))));
}
