import { AwsError } from '../api/error.ts';

/** Defaults and ranges of the attributes that a caller may set. Source: SQS API reference, CreateQueue. */
const numbers: Record<string, { usual: number; lowest: number; highest: number }> = {
  DelaySeconds: { usual: 0, lowest: 0, highest: 900 },
  MaximumMessageSize: { usual: 1_048_576, lowest: 1024, highest: 1_048_576 },
  MessageRetentionPeriod: { usual: 345_600, lowest: 60, highest: 1_209_600 },
  ReceiveMessageWaitTimeSeconds: { usual: 0, lowest: 0, highest: 20 },
  VisibilityTimeout: { usual: 30, lowest: 0, highest: 43_200 },
};

/** Kept and shown, without effect here: nothing reads the storage. */
const keptOnly = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled', 'RedriveAllowPolicy'];
const documents = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy'];

export function usualAttributes(): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(numbers).map(([name, { usual }]) => [name, String(usual)])),
    SqsManagedSseEnabled: 'true',
  };
}

/** @throws AwsError InvalidAttributeName, InvalidAttributeValue */
export function checkAttributes(attributes: Record<string, string>): void {
  for (const [name, value] of Object.entries(attributes)) {
    const range = numbers[name];
    const invalid = () => new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
    if (range) {
      const number = Number(value);
      if (!Number.isInteger(number) || number < range.lowest || number > range.highest) throw invalid();
    } else if (documents.includes(name)) {
      if (!isJson(value)) throw invalid();
    } else if (!keptOnly.includes(name)) {
      throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
    }
  }
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
