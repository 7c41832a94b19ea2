import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import type { DynamoDbInput } from './resources.ts';

/**
 * Dynalite reads the table's name of an ARN, and nothing else: a table of another region or account is not its namesake here.
 *
 * @throws AwsError ResourceNotFoundException
 */
export function refuseElsewhere(place: Place, { ResourceArn: arn }: DynamoDbInput): void {
  if (typeof arn !== 'string' || !/^arn:[^:]+:dynamodb:[^:]+:\d+:table\//.test(arn) || place.holds(arn)) return;
  throw new AwsError('ResourceNotFoundException', `Requested resource not found: ResourcArn: ${arn} not found`);
}
