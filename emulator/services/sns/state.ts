import { AwsError } from '../../kernel/aws-error.ts';
import { keepNewest } from '../../kernel/keep-newest.ts';
import { checkArn } from './arn.ts';
import { deliver } from './deliver.ts';
import { checkFilterPolicy } from './filter-policy.ts';
import type { SnsNeeds } from './needs.ts';
import { checkRedrivePolicy } from './redrive-policy.ts';
import { invalidParameter } from './refusals.ts';
import { checkScope, withFilter } from './subscription-attributes.ts';
import { isTelephone } from './telephone.ts';
import type { PublishedMessage, Subscription, Topic } from './topic.ts';
import { checkNewTopic, checkTopicAttribute } from './topic-attributes.ts';

export interface SnsPlace extends SnsNeeds {
  readonly sns: SnsState;
}

/** Protocols whose endpoints are people's: recorded, never sent to. */
const awaitsConfirmation = ['email', 'email-json', 'http', 'https'];
const delivered = ['sqs', 'lambda'];
/** As the first, but nobody has to confirm it. */
const telephone = 'sms';

const mostMessages = 1_000;

/** The account's standard topics. */
export class SnsState {
  readonly place: SnsNeeds;
  readonly topics = new Map<string, Topic>();

  constructor(place: SnsNeeds) {
    this.place = place;
  }

  /**
   * Creates a topic, or finds the one of that name.
   *
   * @returns its ARN
   * @throws AwsError InvalidParameterException
   */
  createTopic(name: string, attributes: Record<string, string> = {}, tags: Record<string, string> = {}): string {
    const fifo = attributes.FifoTopic === 'true';
    if (fifo && /^[A-Za-z0-9_-]{1,251}\.fifo$/.test(name))
      throw new AwsError(
        'InvalidParameterException',
        'Invalid parameter: FIFO topics are not emulated; docs/api-coverage.md lists what is',
      );
    if (fifo || !/^[A-Za-z0-9_-]{1,256}$/.test(name)) throw invalidParameter('Topic Name');
    checkNewTopic(attributes);
    const arn = this.place.arn('sns', name);
    const existing = this.topics.get(arn);
    if (existing && Object.entries(tags).some(([key, value]) => existing.tags[key] !== value)) {
      const why = 'Topic already exists with different tags';
      throw invalidParameter(`Tags Reason: ${why}`);
    }
    if (existing && isDifferent(attributes, existing.attributes)) {
      const why = 'Topic already exists with different attributes';
      throw invalidParameter(`Attributes Reason: ${why}`);
    }
    if (!existing) {
      if (attributes.Policy) this.#putPolicy(arn, attributes.Policy);
      this.topics.set(arn, { arn, name, attributes, tags, subscriptions: [], messages: [], published: 0 });
      for (const { protocol, endpoint } of this.#declared(name)) this.subscribe(arn, protocol, endpoint);
    }
    return arn;
  }

  /** Who has subscribed to a topic of this name, by the account file. */
  #declared(name: string) {
    const { subscriptions = {} } = this.place.account;
    return Object.hasOwn(subscriptions, name) ? subscriptions[name]! : [];
  }

  #putPolicy(arn: string, policy: string): void {
    try {
      this.place.iam.resourcePolicies.put(arn, 'Policy', policy);
    } catch (error) {
      if (error instanceof AwsError) throw invalidParameter(`Policy Reason: ${error.message}`);
      throw error;
    }
  }

  /** @throws AwsError NotFoundException */
  topic(arn: string): Topic {
    const topic = this.topics.get(arn);
    if (!topic) throw new AwsError('NotFoundException', 'Topic does not exist', { status: 404 });
    return topic;
  }

  deleteTopic(arn: string): void {
    this.topics.delete(arn);
    this.place.iam.resourcePolicies.forget(arn);
  }

  /** @throws AwsError InvalidParameterException */
  setAttribute(topic: Topic, name: string, value: string): void {
    checkTopicAttribute(name, value);
    if (name === 'Policy') this.#putPolicy(topic.arn, value);
    topic.attributes = { ...topic.attributes, [name]: value };
  }

  /** @throws AwsError NotFoundException */
  subscription(arn: string): Subscription {
    checkArn('SubscriptionArn', arn);
    const topic = this.topics.get(arn.split(':').slice(0, 6).join(':'));
    const subscription = topic?.subscriptions.find((each) => each.arn === arn);
    if (!subscription) throw new AwsError('NotFoundException', 'Subscription does not exist', { status: 404 });
    return subscription;
  }

  /**
   * Subscribes an endpoint; the same one again is the same subscription, and takes no other attributes
   * (https://github.com/localstack/localstack/issues/8816).
   *
   * @throws AwsError NotFoundException, InvalidParameterException
   */
  subscribe(topicArn: string, protocol: string, endpoint: string, asked: Record<string, string> = {}): Subscription {
    const topic = this.topic(topicArn);
    if (![...delivered, ...awaitsConfirmation, telephone].includes(protocol)) {
      throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
    }
    if (protocol === telephone && !isTelephone(endpoint))
      throw new AwsError('InvalidParameterException', `Invalid SMS endpoint: ${endpoint}`);
    const wellFormed = delivered.includes(protocol)
      ? endpoint.startsWith(`arn:${this.place.partition}:${protocol}:`)
      : protocol === telephone || isAddress(protocol, endpoint);
    if (!wellFormed) throw invalidParameter(protocol === 'sqs' ? 'SQS endpoint ARN' : 'Endpoint');
    const attributes = asked.FilterPolicy === '' ? withFilter(withFlag(asked), '') : withFlag(asked);
    if (attributes.FilterPolicyScope !== undefined) checkScope(attributes.FilterPolicyScope, 'Attributes Reason: ');
    if (attributes.FilterPolicy !== undefined)
      checkFilterPolicy(attributes.FilterPolicy, attributes.FilterPolicyScope, 'Attributes Reason: ');
    if (attributes.RedrivePolicy) checkRedrivePolicy(attributes.RedrivePolicy, 'Attributes Reason: ');
    const existing = topic.subscriptions.find((each) => each.protocol === protocol && each.endpoint === endpoint);
    if (existing) {
      const differs = ([name, value]: [string, string]) => value !== (existing.attributes[name] ?? defaults[name]);
      if (!Object.entries(attributes).some(differs)) return existing;
      const why = 'Subscription already exists with different attributes';
      throw invalidParameter(`Attributes Reason: ${why}`);
    }
    const id = this.place.random.uuid('subscription', topicArn, protocol, endpoint);
    const pending = awaitsConfirmation.includes(protocol);
    const subscription = { arn: `${topicArn}:${id}`, topicArn, protocol, endpoint, attributes, pending };
    topic.subscriptions.push(subscription);
    return subscription;
  }

  /**
   * Takes a message and sends it on to the subscribers.
   *
   * @returns the message's id
   */
  publish(topicArn: string, message: Omit<PublishedMessage, 'messageId' | 'publishedAt'>): string {
    const topic = this.topic(topicArn);
    const messageId = this.place.random.uuid('sns-message', topicArn, topic.published++);
    const published = { ...message, messageId, publishedAt: this.place.clock.date() };
    topic.messages.push(published);
    keepNewest(topic.messages, mostMessages);
    deliver(this.place, topic, published);
    return messageId;
  }

  /** What a topic took, oldest first, of very many the newest: what its subscribers, people too, would have received. */
  messages(topicArn: string): readonly PublishedMessage[] {
    return this.topic(topicArn).messages;
  }
}

const defaults: Record<string, string> = { RawMessageDelivery: 'false', FilterPolicyScope: 'MessageAttributes' };

/** A flag may be written with capitals. @throws AwsError InvalidParameterException */
function withFlag(attributes: Record<string, string>): Record<string, string> {
  const raw = attributes.RawMessageDelivery;
  if (raw === undefined) return attributes;
  if (/^(true|false)$/i.test(raw)) return { ...attributes, RawMessageDelivery: raw.toLowerCase() };
  const why = `RawMessageDelivery: Invalid value [${raw}]. Must be true or false.`;
  throw invalidParameter(`Attributes Reason: ${why}`);
}

function isAddress(protocol: string, endpoint: string): boolean {
  return protocol.startsWith('email') ? /^[^@\s]+@[^@\s]+$/.test(endpoint) : endpoint.startsWith(`${protocol}://`);
}

/** That a topic is no FIFO topic may always be said. */
function isDifferent(wanted: Record<string, string>, held: Record<string, string>): boolean {
  return Object.entries(wanted).some(([name, value]) => held[name] !== value && !(name === 'FifoTopic' && value === 'false'));
}
