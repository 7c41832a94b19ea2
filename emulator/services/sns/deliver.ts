import { serviceCaller } from '../../kernel/service-caller.ts';
import { dispatch } from '../../service/dispatch.ts';
import type { World } from '../../world.ts';
import { passesFilter } from './filter-policy.ts';
import { type PublishedMessage, type Subscription, type Topic, textFor } from './topic.ts';

const service = 'sns.amazonaws.com';

/** Sends a message on to the topic's confirmed subscribers, a moment later. */
export function deliver(world: World, topic: Topic, message: PublishedMessage): void {
  for (const subscription of topic.subscriptions) {
    if (subscription.pending || !passesFilter(subscription, message)) continue;
    const seconds = world.random.between(0.05, 0.2, 'sns-delivery', message.messageId, subscription.arn);
    world.clock.after(
      'drive',
      seconds,
      `sns delivery to ${subscription.endpoint}`,
      () => void handOver(world, topic, subscription, message),
    );
  }
}

/** A subscriber that is gone or does not let the topic in gets nothing: SNS drops the message. */
async function handOver(world: World, topic: Topic, subscription: Subscription, message: PublishedMessage): Promise<void> {
  const { protocol, endpoint } = subscription;
  const action = protocol === 'sqs' ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
  if (world.iam.resourcePolicies.denial(service, action, endpoint, topic.arn)) return;
  if (protocol === 'sqs') {
    if (!world.sqs.find(endpoint)) return;
    const raw = subscription.attributes.RawMessageDelivery === 'true';
    const body = raw ? textFor(message, protocol) : JSON.stringify(notification(world, subscription, message));
    world.sqs.send(endpoint, body, raw ? message.attributes : {}, { senderId: service });
    return;
  }
  const record = {
    EventVersion: '1.0',
    EventSubscriptionArn: subscription.arn,
    EventSource: 'aws:sns',
    Sns: notification(world, subscription, message),
  };
  const input = { FunctionName: endpoint, InvocationType: 'Event', Payload: Buffer.from(JSON.stringify({ Records: [record] })) };
  await dispatch(world, 'lambda', 'Invoke', input, serviceCaller(service)).catch(() => undefined);
}

/** The envelope of SNS, without its signature: nothing here has SNS's key. */
function notification(world: World, subscription: Subscription, message: PublishedMessage) {
  const attributes = Object.entries(message.attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    { Type: DataType, Value: StringValue ?? BinaryValue?.toString('base64') },
  ]);
  return {
    Type: 'Notification',
    MessageId: message.messageId,
    TopicArn: subscription.topicArn,
    Subject: message.subject,
    Message: textFor(message, subscription.protocol),
    Timestamp: message.publishedAt.toISOString(),
    UnsubscribeURL: `${world.url}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    MessageAttributes: attributes.length > 0 ? Object.fromEntries(attributes) : undefined,
  };
}
