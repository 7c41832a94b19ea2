import { readJson } from '../../kernel/read-json.ts';
import type { QueueMessage } from './message.ts';

export interface Queue {
  name: string;
  arn: string;
  /** As set by the caller, over the defaults. */
  attributes: Record<string, string>;
  createdAt: number;
  /** When its attributes were set. */
  modifiedAt: number;
  messages: QueueMessage[];
  /** When it was last purged. */
  purgedAt?: number;
  /** How many messages it ever took, for the messages' ids. */
  sent: number;
  tags: Record<string, string>;
  /** Told of every message that comes: long polls. */
  awaiting: Set<() => void>;
}

export function put(queue: Queue, messages: QueueMessage[]): void {
  for (const message of messages) queue.messages.push(message);
  hear(queue);
}

/** Has who waits for messages look again. */
export function hear({ awaiting }: Queue): void {
  for (const look of awaiting) look();
}

/** Messages past their retention period are gone. */
export function dropExpired(queue: Queue, now: number): void {
  const retention = Number(queue.attributes.MessageRetentionPeriod) * 1000;
  if (queue.messages.some(({ sentAt }) => now - sentAt >= retention))
    queue.messages = queue.messages.filter(({ sentAt }) => now - sentAt < retention);
}

/** The queue's dead-letter queue and after how many receives a message goes there. */
export function redrive(queue: Queue): { deadLetterTargetArn: string; maxReceiveCount: number } | undefined {
  if (!queue.attributes.RedrivePolicy) return undefined;
  const policy = readJson(queue.attributes.RedrivePolicy) as { deadLetterTargetArn: string; maxReceiveCount: number | string };
  return { deadLetterTargetArn: policy.deadLetterTargetArn, maxReceiveCount: Number(policy.maxReceiveCount) };
}
