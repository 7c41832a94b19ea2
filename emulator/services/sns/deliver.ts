import { serviceCaller } from '../../kernel/service-caller.ts';
import { sentByService } from '../sqs/sent-by-service.ts';
import { passesFilter } from './filter-policy.ts';
import type { SnsNeeds } from './needs.ts';
import { deadLetters } from './redrive-policy.ts';
import { certificateFile, signatureOf } from './signing.ts';
import { type PublishedMessage, type Subscription, type Topic, textFor } from './topic.ts';

const service = 'sns.amazonaws.com';

/** Sends a message on to the topic's confirmed subscribers, a moment later. */
export function deliver(place: SnsNeeds, topic: Topic, message: PublishedMessage): void {
  for (const subscription of topic.subscriptions) {
    if (subscription.pending || subscription.protocol === 'sms' || !passesFilter(subscription, message)) continue;
    const seconds = place.random.between(0.05, 0.2, 'sns-delivery', message.messageId, subscription.arn);
    place.clock.after(
      'drive',
      seconds,
      `sns delivery to ${subscription.endpoint}`,
      () => void handOver(place, topic, subscription, message),
    );
  }
}

/** What a subscriber does not get, since it is gone or does not take it, goes to its dead letters, if it has any. */
async function handOver(place: SnsNeeds, topic: Topic, subscription: Subscription, message: PublishedMessage): Promise<void> {
  const { protocol, endpoint, attributes } = subscription;
  const sentOn =
    protocol === 'sqs' ? toQueue(place, topic, subscription, message, endpoint) : await toFunction(place, topic, subscription, message);
  if (!sentOn && attributes.RedrivePolicy) toQueue(place, topic, subscription, message, deadLetters(attributes.RedrivePolicy));
}

/** The place of a subscriber, which may be in another region or account (SNS Developer Guide, "Cross-region delivery"). */
function placeOf(place: SnsNeeds, arn: string): SnsNeeds {
  const [, , , region = '', accountId = ''] = arn.split(':');
  return place.inAccount(accountId).elsewhere(region);
}

/** @returns whether the queue has it */
function toQueue(place: SnsNeeds, topic: Topic, subscription: Subscription, message: PublishedMessage, queueArn: string): boolean {
  const raw = subscription.attributes.RawMessageDelivery === 'true';
  const body = raw ? textFor(message, subscription.protocol) : JSON.stringify(notification(place, topic, subscription, message));
  const attributes = raw ? message.attributes : {};
  return sentByService(placeOf(place, queueArn), service, topic.arn, queueArn, { body, attributes, groupId: message.groupId });
}

/** @returns whether Lambda has taken it */
async function toFunction(place: SnsNeeds, topic: Topic, subscription: Subscription, message: PublishedMessage): Promise<boolean> {
  const { endpoint } = subscription;
  const there = placeOf(place, endpoint);
  if (there.iam.resourcePolicies.denial(service, 'lambda:InvokeFunction', endpoint, topic.arn)) return false;
  const record = {
    EventVersion: '1.0',
    EventSubscriptionArn: subscription.arn,
    EventSource: 'aws:sns',
    Sns: forFunction(notification(place, topic, subscription, message)),
  };
  const input = { FunctionName: endpoint, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify({ Records: [record] })) };
  return there.call('lambda', 'Invoke', input, serviceCaller(service)).then(
    () => true,
    () => false,
  );
}

/** The envelope of SNS. */
function notification(place: SnsNeeds, topic: Topic, subscription: Subscription, message: PublishedMessage) {
  const signed = {
    Type: 'Notification',
    MessageId: message.messageId,
    TopicArn: subscription.topicArn,
    Subject: message.subject,
    Message: textFor(message, subscription.protocol),
    Timestamp: message.publishedAt.toISOString(),
  };
  const SignatureVersion = topic.attributes.SignatureVersion === '2' ? '2' : '1';
  const attributes = Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue?.toString('base64') },
  ]);
  return {
    ...signed,
    SignatureVersion,
    Signature: signatureOf(place.kernel, signed, SignatureVersion),
    SigningCertURL: `${place.url}/_emulator/sns/${certificateFile(place.kernel)}`,
    UnsubscribeURL: `${place.url}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    MessageAttributes: attributes.length > 0 ? Object.fromEntries(attributes) : undefined,
  };
}

/**
 * The same as functions get it, which know the addresses by other names, and what is not there as null. They are told signature version 1
 * also where the signature is of version 2 (localstack's test_publish_lambda_verify_signature, validated on AWS).
 */
function forFunction({ SigningCertURL, UnsubscribeURL, Subject, MessageAttributes = {}, ...rest }: ReturnType<typeof notification>) {
  const spelled = { Subject: Subject ?? null, SigningCertUrl: SigningCertURL, UnsubscribeUrl: UnsubscribeURL, MessageAttributes };
  return { ...rest, ...spelled, SignatureVersion: '1' };
}
