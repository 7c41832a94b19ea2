import { AwsError } from '../../kernel/aws-error.ts';
import { inEnvelope } from './request-problem.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: 4 KB */
const longestExpression = 4_096;
const mostPartsOfArn = 10;

/**
 * Looks at the texts of a request that dynalite would take long for.
 *
 * @throws AwsError where an expression is longer than DynamoDB takes, or an ARN cannot be one
 */
export function checkTexts(operation: string, input: object): void {
  for (const [name, text] of Object.entries(input)) {
    if (typeof text !== 'string') continue;
    const bytes = Buffer.byteLength(text);
    if (name.endsWith('Expression') && bytes > longestExpression) {
      const size = operation === 'Scan' && name === 'FilterExpression' ? ` expression size: ${bytes}` : '';
      const why = `Invalid ${name}: Expression size has exceeded the maximum allowed size;${size}`;
      throw new AwsError('ValidationException', inEnvelope(operation, why));
    }
    if (name === 'ResourceArn' && text.split(':').length > mostPartsOfArn) {
      throw new AwsError('ValidationException', `Invalid TableArn: Invalid ResourceArn provided as input ${text}`);
    }
  }
}
