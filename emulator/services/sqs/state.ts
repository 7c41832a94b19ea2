import { AwsError } from '../../kernel/aws-error.ts';
import { type MessageAttribute, messageSize, type QueueMessage } from './message.ts';
import type { SqsNeeds } from './needs.ts';
import { dropExpired, hear, put, type Queue } from './queue.ts';
import { changedAttributes, checkAttributes, usualAttributes } from './queue-attributes.ts';
import { checkQueueName } from './queue-name.ts';
import { checkRedrivePolicy } from './redrive-policy.ts';
import { invalidAttribute, invalidParameter } from './refusals.ts';

export interface SqsPlace extends SqsNeeds {
  readonly sqs: SqsState;
}

const nameKept = 60_000;

/** The account's standard queues. */
export class SqsState {
  readonly place: SqsNeeds;
  readonly queues = new Map<string, Queue>();
  /** By name. */
  readonly #deletedAt = new Map<string, number>();

  constructor(place: SqsNeeds) {
    this.place = place;
  }

  /**
   * Creates a queue, or finds the one of the same name and attributes.
   *
   * @returns its ARN
   * @throws AwsError QueueNameExists, InvalidAttributeName, InvalidAttributeValue, InvalidParameterValueException, UnsupportedOperation
   */
  createQueue(name: string, attributes: Record<string, string> = {}, tags: Record<string, string> = {}): string {
    checkQueueName(name, attributes.FifoQueue === 'true');
    checkAttributes(attributes);
    const existing = this.queues.get(name);
    if (existing) {
      const different = Object.entries(attributes).find(([attribute, value]) => existing.attributes[attribute] !== value);
      if (!different) return existing.arn;
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${different[0]}`,
      );
    }
    this.#checkName(name);
    const arn = this.place.arn('sqs', name);
    this.#checkRedrive(attributes);
    if (attributes.Policy) this.#checkPolicy(arn, attributes.Policy);
    this.queues.set(name, {
      name,
      arn,
      attributes: { ...usualAttributes(attributes), ...attributes },
      createdAt: this.place.clock.now(),
      modifiedAt: this.place.clock.now(),
      messages: [],
      sent: 0,
      tags,
      awaiting: new Set(),
    });
    return arn;
  }

  /**
   * Gives a queue other attributes; those that are not given are the usual ones again.
   *
   * @throws AwsError QueueDoesNotExist, InvalidAttributeName, InvalidAttributeValue, InvalidParameterValueException
   */
  changeQueue(reference: string, attributes: Record<string, string>): void {
    const queue = this.queue(reference);
    checkAttributes(attributes);
    this.#checkRedrive(attributes);
    const { Policy } = queue.attributes;
    queue.attributes = { ...usualAttributes(attributes), ...attributes, ...(Policy !== undefined && { Policy }) };
    queue.modifiedAt = this.place.clock.now();
  }

  /** @throws AwsError QueueDeletedRecently */
  #checkName(name: string): void {
    const deletedAt = this.#deletedAt.get(name);
    if (deletedAt !== undefined && this.place.clock.now() - deletedAt < nameKept)
      throw new AwsError(
        'QueueDeletedRecently',
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
      );
    this.#deletedAt.delete(name);
  }

  /** @throws AwsError InvalidParameterValueException */
  #checkRedrive({ RedrivePolicy }: Record<string, string>): void {
    const isHere = (arn: string) => this.queues.get(arn.split(':').at(-1)!)?.arn === arn;
    if (RedrivePolicy) checkRedrivePolicy(RedrivePolicy, isHere);
  }

  /** A queue of this place by its ARN, URL or name. */
  find(reference: string): Queue | undefined {
    if (reference.startsWith('arn:') && !this.place.holds(reference)) return undefined;
    const [name = '', accountId = ''] = reference.split(/[:/]/).reverse();
    const queue = /^\d{12}$/.test(accountId) && accountId !== this.place.accountId ? undefined : this.queues.get(name);
    if (queue) dropExpired(queue, this.place.clock.now());
    if (queue) this.report(queue);
    return queue;
  }

  /** @throws AwsError QueueDoesNotExist */
  queue(reference: string): Queue {
    const queue = this.find(reference);
    if (!queue) throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    return queue;
  }

  url(queue: Queue): string {
    return `${this.place.url}/${this.place.accountId}/${queue.name}`;
  }

  /** @throws AwsError QueueDoesNotExist */
  deleteQueue(reference: string): void {
    const queue = this.queue(reference);
    const { arn, name } = queue;
    this.queues.delete(name);
    this.place.iam.resourcePolicies.forget(arn);
    this.#deletedAt.set(name, this.place.clock.now());
    hear(queue);
  }

  /** An empty value takes one away. @throws AwsError InvalidAttributeName, InvalidAttributeValue, InvalidParameterValueException */
  setAttributes(queue: Queue, attributes: Record<string, string>): void {
    checkAttributes(attributes);
    this.#checkRedrive(attributes);
    if (attributes.Policy) this.#checkPolicy(queue.arn, attributes.Policy);
    else if (attributes.Policy === '') this.place.iam.resourcePolicies.forget(queue.arn);
    queue.attributes = changedAttributes(queue.attributes, attributes);
    queue.modifiedAt = this.place.clock.now();
  }

  /**
   * Puts a message into a queue.
   *
   * @param attributes message attributes, as in the API
   * @throws AwsError QueueDoesNotExist, InvalidParameterValueException where it is too long
   */
  send(
    reference: string,
    body: string,
    attributes: Record<string, MessageAttribute> = {},
    options: { delaySeconds?: number; senderId?: string; traceHeader?: string; groupId?: string } = {},
  ): QueueMessage {
    const queue = this.queue(reference);
    const limit = Number(queue.attributes.MaximumMessageSize);
    if (messageSize(body, attributes) > limit) {
      throw invalidParameter(`One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`);
    }
    const now = this.place.clock.now();
    const message: QueueMessage = {
      messageId: this.place.random.uuid('message', queue.name, queue.sent++),
      body,
      attributes,
      sentAt: now,
      visibleAt: now + (options.delaySeconds ?? Number(queue.attributes.DelaySeconds)) * 1000,
      firstReceivedAt: undefined,
      receiveCount: 0,
      receiptHandles: [],
      senderId: options.senderId ?? this.place.accountId,
      traceHeader: options.traceHeader,
      groupId: options.groupId,
      deadLetterSource: undefined,
    };
    put(queue, [message]);
    this.report(queue);
    return message;
  }

  putPolicy(reference: string, policy: string): void {
    const { arn, attributes } = this.queue(reference);
    this.#checkPolicy(arn, policy);
    attributes.Policy = policy;
  }

  removePolicy(reference: string): void {
    const queue = this.find(reference);
    if (!queue) return;
    this.place.iam.resourcePolicies.remove(queue.arn, 'Policy');
    delete queue.attributes.Policy;
  }

  #checkPolicy(arn: string, policy: string): void {
    try {
      this.place.iam.resourcePolicies.put(arn, 'Policy', policy);
    } catch (error) {
      if (error instanceof AwsError) throw invalidAttribute('Policy', error.message);
      throw error;
    }
  }

  /** Tells CloudWatch how many messages can be received now. One that comes back unread is told when somebody asks for the queue again. */
  report({ name, messages }: Queue): void {
    const metric = {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: name }],
    };
    const now = this.place.clock.now();
    let visible = 0;
    for (const { visibleAt } of messages) if (visibleAt <= now) visible++;
    this.place.cloudwatch.metrics.level(metric, visible);
  }

  /** What a queue holds, received or not. */
  messages(reference: string): readonly QueueMessage[] {
    return this.queue(reference).messages;
  }
}
