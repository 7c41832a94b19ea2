import type { MessageAttribute } from './message.ts';
import { invalidParameter } from './refusals.ts';
import { isXml, notXml } from './xml-characters.ts';

const most = 10;
const longest = 256;

/**
 * The message attributes that a caller sends, each name letters, digits, `_`, `-` and single dots inside.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 *
 * @throws AwsError InvalidParameterValueException
 */
export function checkMessageAttributes(attributes: Record<string, MessageAttribute>): void {
  const names = Object.keys(attributes);
  if (names.length > most) throw invalidParameter(`Number of message attributes [${names.length}] exceeds the allowed maximum [${most}].`);
  for (const name of names) {
    checkName(name);
    checkTyped(name, attributes[name]!);
  }
}

function checkName(name: string): void {
  const problem =
    name.length > longest
      ? `must be shorter than ${longest} characters`
      : /^(aws|amazon)\./i.test(name)
        ? "cannot start with 'AWS.' or 'Amazon.'"
        : /^\.|\.$|\.\./.test(name)
          ? 'cannot start or end with a dot, or have two dots in a row'
          : /[^\p{L}\p{N}_.-]/u.test(name) || name === ''
            ? 'can only include alphanumeric characters, hyphens, underscores and dots'
            : undefined;
  if (problem) throw invalidParameter(`The message attribute name '${name}' ${problem}.`);
}

function checkTyped(name: string, { DataType = '', StringValue, BinaryValue }: MessageAttribute): void {
  if (DataType === '') throw invalidParameter(`The message attribute '${name}' must contain non-empty message attribute type.`);
  const [type] = DataType.split('.');
  if (type !== 'String' && type !== 'Number' && type !== 'Binary') {
    const allowed = 'the set of supported type prefixes is Binary, Number, and String';
    throw invalidParameter(`The message attribute '${name}' has an invalid message attribute type, ${allowed}.`);
  }
  if (DataType.length > longest)
    throw invalidParameter(`The message attribute type of '${name}' must be shorter than ${longest} characters.`);
  if (StringValue !== undefined && !isXml(StringValue)) throw invalidParameter(notXml);
  const value = type === 'Binary' ? BinaryValue : StringValue;
  if (!value?.length)
    throw invalidParameter(
      `Message (user) attribute '${name}' must contain a non-empty value of type '${type === 'Binary' ? 'Binary' : 'String'}'.`,
    );
}
