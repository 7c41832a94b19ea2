import { readJson } from '../../kernel/read-json.ts';
import type { MessageAttribute } from '../sqs/message.ts';

export interface Topic {
  arn: string;
  name: string;
  attributes: Record<string, string>;
  tags: Record<string, string>;
  subscriptions: Subscription[];
  /** The newest ones, where there were very many. */
  messages: PublishedMessage[];
  /** How many it ever took. */
  published: number;
}

/** What a topic took, whether or not anyone was subscribed. */
export interface PublishedMessage {
  messageId: string;
  subject: string | undefined;
  message: string;
  /** `json` where `message` holds a text per protocol. */
  messageStructure: string | undefined;
  attributes: Record<string, MessageAttribute>;
  groupId?: string;
  publishedAt: Date;
}

export interface Subscription {
  arn: string;
  topicArn: string;
  protocol: string;
  endpoint: string;
  attributes: Record<string, string>;
  /** People must confirm an address before it gets messages; nobody confirms here. */
  pending: boolean;
}

/** As lists show it. */
export function listed({ pending, arn, protocol, endpoint, topicArn }: Subscription, owner: string) {
  return {
    SubscriptionArn: pending ? 'PendingConfirmation' : arn,
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  };
}

/** The text for a subscriber: the one for its protocol, where the publisher wrote one for each. */
export function textFor(message: PublishedMessage, protocol: string): string {
  if (message.messageStructure !== 'json') return message.message;
  const texts = readJson(message.message) as Record<string, unknown>;
  const own = texts[protocol];
  return typeof own === 'string' ? own : (texts.default as string);
}
