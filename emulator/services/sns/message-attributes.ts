import { AwsError } from '../../kernel/aws-error.ts';
import type { MessageAttribute } from '../sqs/message.ts';

const longestName = 256;

/** @throws AwsError InvalidParameterValueException */
export function checkMessageAttributes(attributes: Record<string, MessageAttribute>): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    checkName(name);
    checkTyped(name, attribute);
  }
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) > longestName) throw invalid(`Length of message attribute name must be less than ${longestName} bytes.`);
  if (name.startsWith('.')) throw invalid("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.')) throw invalid("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..')) throw invalid("Message attribute name can not have successive '.' character.");
  const strange = /[^\w.-]/u.exec(name)?.[0];
  if (strange === undefined) return;
  const code = `#x${strange.codePointAt(0)!.toString(16).toUpperCase()}`;
  const rule = 'Can only include alphanumeric characters, hyphens, underscores, or dots.';
  throw invalid(`Invalid non-alphanumeric character '${code}' was found in the message attribute name. ${rule}`);
}

function checkTyped(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  const [type] = DataType.split('.');
  if (!/^(String|Number|Binary)(\..+)?$/.test(DataType)) {
    const allowed = 'the set of supported type prefixes is Binary, Number, and String';
    throw invalid(`The message attribute '${name}' has an invalid message attribute type, ${allowed}.`);
  }
  if (!StringValue && !BinaryValue?.length) {
    const what = `non-empty message attribute value for message attribute type '${DataType}'`;
    throw invalid(`The message attribute '${name}' must contain ${what}.`);
  }
  const field = type === 'Binary' ? 'Binary' : 'String';
  if ((field === 'Binary' ? BinaryValue : StringValue) === undefined)
    throw invalid(`The message attribute '${name}' with type '${type}' must use field '${field}'.`);
}

function invalid(why: string): AwsError {
  return new AwsError('InvalidParameterValueException', why);
}
