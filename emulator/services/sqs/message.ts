import { createHash } from 'node:crypto';

/** A message attribute as it stands in the API: one of the two values, by its data type. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: Buffer;
}

export interface QueueMessage {
  messageId: string;
  body: string;
  attributes: Record<string, MessageAttribute>;
  /** Milliseconds of virtual time, like the others. */
  sentAt: number;
  /** When it may be received (again). */
  visibleAt: number;
  firstReceivedAt: number | undefined;
  receiveCount: number;
  /** Of each receive: an earlier one deletes the message, too. */
  receiptHandles: string[];
  senderId: string;
  traceHeader: string | undefined;
  groupId: string | undefined;
  /** ARN of the queue that gave it up, in a dead-letter queue. */
  deadLetterSource: string | undefined;
}

export function md5OfBody(body: string): string {
  return createHash('md5').update(body).digest('hex');
}

/** The digest that SDKs compare: names in order, each with type and value, every part after its length. */
export function md5OfAttributes(attributes: Record<string, MessageAttribute>): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  const add = (part: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    hash.update(length).update(part);
  };
  for (const name of names) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    add(Buffer.from(name));
    add(Buffer.from(DataType));
    const binary = DataType.startsWith('Binary');
    hash.update(Buffer.from([binary ? 2 : 1]));
    add(binary ? Buffer.from(BinaryValue ?? []) : Buffer.from(StringValue ?? ''));
  }
  return hash.digest('hex');
}

/** Bytes that count against a queue's MaximumMessageSize. */
export function messageSize(body: string, attributes: Record<string, MessageAttribute>): number {
  const parts = Object.entries(attributes).flatMap(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    DataType,
    StringValue ?? BinaryValue ?? '',
  ]);
  return [body, ...parts].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}
