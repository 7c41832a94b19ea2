import type { Operation } from '../../../service/service.ts';
import { md5OfAttributes, md5OfBody, type QueueMessage } from '../message.ts';
import { dropExpired, put, type Queue, redrive } from '../queue.ts';
import { invalidValue, refuseFifo, unknownAttribute } from '../refusals.ts';
import { byUrl } from '../resources.ts';
import type { SqsPlace } from '../state.ts';

interface Input {
  QueueUrl: string;
  MaxNumberOfMessages?: number;
  VisibilityTimeout?: number;
  AttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
  MessageAttributeNames?: string[];
  WaitTimeSeconds?: number;
  ReceiveRequestAttemptId?: string;
}

/** What may be asked for; messages of standard queues have no value for those of FIFO queues. */
const systemAttributeNames = new Set([
  ...['All', 'SenderId', 'SentTimestamp', 'ApproximateReceiveCount', 'ApproximateFirstReceiveTimestamp', 'SequenceNumber'],
  ...['MessageDeduplicationId', 'MessageGroupId', 'AWSTraceHeader', 'DeadLetterQueueSourceArn'],
]);

/**
 * What may be received now; a long poll waits for it in virtual time.
 *
 * @throws AwsError QueueDoesNotExist, InvalidParameterValueException, InvalidAttributeName
 */
export const receiveMessage: Operation<Input, SqsPlace> = {
  resources: byUrl,
  async run(input, { place, park }) {
    const queue = place.sqs.queue(input.QueueUrl);
    const most = checked(input.MaxNumberOfMessages ?? 1, 'MaxNumberOfMessages', [1, 10], 'Must be between 1 and 10, if provided.');
    const waitSeconds = Number(input.WaitTimeSeconds ?? queue.attributes.ReceiveMessageWaitTimeSeconds);
    const until = place.clock.now() + 1000 * checked(waitSeconds, 'WaitTimeSeconds', [0, 20], 'Must be >= 0 and <= 20, if provided.');
    const hidden = Number(input.VisibilityTimeout ?? queue.attributes.VisibilityTimeout);
    checked(hidden, 'VisibilityTimeout', [0, 43_200], 'VisibilityTimeout must be an integer between 0 and 43200');
    refuseFifo({ ReceiveRequestAttemptId: input.ReceiveRequestAttemptId });
    checkNames([...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])]);
    for (;;) {
      const received = take(place, queue, most, hidden * 1000);
      if (received.length > 0) return { Messages: received.map((message) => shown(message, input)) };
      if (place.clock.now() >= until) return {};
      await park(change(place, queue, until));
      place.sqs.queue(input.QueueUrl); // it may be gone
    }
  },
};

function checked(value: number, parameter: string, [least, most]: [number, number], reason: string): number {
  if (value >= least && value <= most) return value;
  throw invalidValue(value, parameter, reason);
}

function checkNames(names: string[]): void {
  const unknown = names.find((name) => !systemAttributeNames.has(name));
  if (unknown) throw unknownAttribute(unknown);
}

/** When something may be received that may not now: a message comes, one may be received again, or the wait is over. */
function change(place: SqsPlace, queue: Queue, until: number): Promise<void> {
  return new Promise((resolve) => {
    const now = place.clock.now();
    const next = queue.messages.reduce((first, { visibleAt }) => (visibleAt > now ? Math.min(first, visibleAt) : first), until);
    const end = () => {
      timer.cancel();
      queue.awaiting.delete(end);
      resolve();
    };
    const timer = place.clock.at('drive', next, `a receive from ${queue.name}`, end);
    queue.awaiting.add(end);
  });
}

function take(place: SqsPlace, queue: Queue, most: number, hiddenMilliseconds: number): QueueMessage[] {
  giveUpOnOften(place, queue);
  const now = place.clock.now();
  dropExpired(queue, now);
  const received = queue.messages.filter(({ visibleAt }) => visibleAt <= now).slice(0, most);
  for (const message of received) {
    message.receiveCount++;
    message.firstReceivedAt ??= now;
    message.visibleAt = now + hiddenMilliseconds;
    message.receiptHandles.push(place.random.bytes(96, 'receipt', message.messageId, message.receiveCount).toString('base64'));
  }
  place.sqs.report(queue);
  return received;
}

/** Moves what was received too often to the dead-letter queue. */
function giveUpOnOften(place: SqsPlace, queue: Queue): void {
  const policy = redrive(queue);
  const deadLetters = policy && place.sqs.find(policy.deadLetterTargetArn);
  if (!policy || !deadLetters) return;
  const now = place.clock.now();
  const isGivenUp = ({ receiveCount, visibleAt }: QueueMessage) => receiveCount >= policy.maxReceiveCount && visibleAt <= now;
  const givenUp = queue.messages.filter(isGivenUp);
  if (givenUp.length === 0) return;
  queue.messages = queue.messages.filter((message) => !isGivenUp(message));
  put(
    deadLetters,
    givenUp.map((message) => ({ ...message, deadLetterSource: queue.arn })),
  );
  place.sqs.report(deadLetters);
}

function shown(message: QueueMessage, input: Input) {
  const system: Record<string, string | undefined> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    AWSTraceHeader: message.traceHeader,
    MessageGroupId: message.groupId,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
  const wanted = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const attributes = Object.entries(system).filter(([name, value]) => value && (wanted.includes('All') || wanted.includes(name)));
  const own = Object.entries(message.attributes).filter(([name]) => isWanted(name, input.MessageAttributeNames ?? []));
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandles.at(-1),
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    Attributes: attributes.length > 0 ? Object.fromEntries(attributes) : undefined,
    MessageAttributes: own.length > 0 ? Object.fromEntries(own) : undefined,
    MD5OfMessageAttributes: own.length > 0 ? md5OfAttributes(Object.fromEntries(own)) : undefined,
  };
}

/** By name, by the beginning of a name (`trace.*`), or all. */
function isWanted(name: string, wanted: string[]): boolean {
  return wanted.some((each) => ['All', '*', '.*', name].includes(each) || (each.endsWith('.*') && name.startsWith(each.slice(0, -2))));
}
