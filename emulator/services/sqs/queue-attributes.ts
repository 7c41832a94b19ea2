import { AwsError } from '../../kernel/aws-error.ts';
import { readObject } from '../../kernel/json-object.ts';
import { invalidAttribute, unknownAttribute } from './refusals.ts';

/** Defaults and ranges of the attributes that a caller may set. Source: SQS API reference, CreateQueue. */
const numbers: Record<string, { usual: number; lowest: number; highest: number }> = {
  DelaySeconds: { usual: 0, lowest: 0, highest: 900 },
  MaximumMessageSize: { usual: 1_048_576, lowest: 1024, highest: 1_048_576 },
  MessageRetentionPeriod: { usual: 345_600, lowest: 60, highest: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { usual: 0, lowest: 0, highest: 20 },
  VisibilityTimeout: { usual: 30, lowest: 0, highest: 43_200 },
};

/** Of a queue that a key of KMS encrypts, too. */
const ranges: Record<string, { lowest: number; highest: number }> = {
  ...numbers,
  KmsDataKeyReusePeriodSeconds: { lowest: 60, highest: 86_400 },
};

/** Kept and shown, without effect here: nothing reads the storage. */
const keptOnly = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled', 'RedriveAllowPolicy'];
const documents = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy'];
/** They need `FifoQueue`, which a standard queue does not have. */
const ofFifo = ['DeduplicationScope', 'FifoThroughputLimit'];
const computed = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesDelayed',
  'ApproximateNumberOfMessagesNotVisible',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'QueueArn',
];

/** What may be asked for; a standard queue has no value for those of FIFO queues. */
export const attributeNames = new Set([
  ...['All', 'FifoQueue', 'ContentBasedDeduplication'],
  ...[...Object.keys(numbers), ...keptOnly, ...documents, ...ofFifo, ...computed],
]);

/** @param given by who creates the queue: a key of KMS takes the place of SQS's own */
export function usualAttributes(given: Record<string, string>): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(numbers).map(([name, { usual }]) => [name, String(usual)])),
    SqsManagedSseEnabled: given.KmsMasterKeyId ? 'false' : 'true',
    ...(given.KmsMasterKeyId ? { KmsDataKeyReusePeriodSeconds: '300' } : {}),
  };
}

/** @throws AwsError InvalidAttributeName, InvalidAttributeValue */
export function checkAttributes(attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === '' && isUnsettable(name)) continue;
    const range = Object.hasOwn(ranges, name) ? ranges[name] : undefined;
    if (range) {
      const number = Number(value);
      if (!/^\d+$/.test(value) || number < range.lowest || number > range.highest) throw invalidAttribute(name);
    } else if (name === 'SqsManagedSseEnabled') {
      if (!['true', 'false'].includes(value)) throw invalidAttribute(name);
    } else if (documents.includes(name)) {
      if (!readObject(value)) throw invalidAttribute(name);
    } else if (ofFifo.includes(name)) {
      throw new AwsError('InvalidAttributeName', `You can specify the ${name} only when FifoQueue is set to true.`);
    } else if (!keptOnly.includes(name)) throw unknownAttribute(name);
  }
  if (attributes.KmsMasterKeyId && attributes.SqsManagedSseEnabled === 'true') {
    const why = 'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.';
    throw new AwsError('InvalidAttributeName', why);
  }
}

/** Attributes that an empty value takes away. */
function isUnsettable(name: string): boolean {
  return documents.includes(name) || name === 'KmsMasterKeyId';
}

/** A key of KMS and SQS's own take each other's place. */
export function changedAttributes(before: Record<string, string>, given: Record<string, string>): Record<string, string> {
  const { KmsMasterKeyId, SqsManagedSseEnabled } = given;
  const after = { ...before, ...given };
  if (KmsMasterKeyId) {
    after.SqsManagedSseEnabled = 'false';
    after.KmsDataKeyReusePeriodSeconds ??= '300';
  }
  const unset = Object.keys(after).filter((name) => after[name] === '');
  if (KmsMasterKeyId === '' || SqsManagedSseEnabled === 'true') unset.push('KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds');
  return Object.fromEntries(Object.entries(after).filter(([name]) => !unset.includes(name)));
}
