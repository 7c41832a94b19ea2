import { AwsError } from '../../kernel/aws-error.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: 4 KB */
const longestExpression = 4_096;
const mostPartsOfArn = 10;

/**
 * Looks at the texts of a request that dynalite would take long for.
 *
 * @throws AwsError where an expression is longer than DynamoDB takes, or an ARN cannot be one
 */
export function checkTexts(input: object): void {
  for (const [name, text] of Object.entries(input)) {
    if (typeof text !== 'string') continue;
    const bytes = Buffer.byteLength(text);
    if (name.endsWith('Expression') && bytes > longestExpression) {
      const why = `Expression size has exceeded the maximum allowed size; expression size: ${bytes}`;
      throw new AwsError('ValidationException', `Invalid ${name}: ${why}`);
    }
    if (name === 'ResourceArn' && text.split(':').length > mostPartsOfArn) {
      throw new AwsError('ValidationException', `Invalid TableArn: Invalid ResourceArn provided as input ${text}`);
    }
  }
}
