import { AwsError } from '../../kernel/aws-error.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: 4 KB */
const longest = 4_096;

/** @throws AwsError where an expression is longer than DynamoDB takes */
export function checkExpressions(input: object): void {
  for (const [name, text] of Object.entries(input)) {
    if (!name.endsWith('Expression') || typeof text !== 'string' || Buffer.byteLength(text) <= longest) continue;
    const why = `Expression size has exceeded the maximum allowed size; expression size: ${Buffer.byteLength(text)}`;
    throw new AwsError('ValidationException', `Invalid ${name}: ${why}`);
  }
}
