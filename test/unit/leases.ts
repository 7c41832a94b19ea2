import {
  type AttributeValue,
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from './aws.ts';

process.env.LEASE_TABLE = 'leases';

export const execution = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-provision:this';
export const otherExecution = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-provision:other';
export const lease = { environment: 'production', holder: execution, environmentHash: 'aa11' };

/** The state machine's time when a step begins, and when it is retried after creates whose outcome nobody knows. */
export const now = '2026-01-01T00:10:00.000Z';
export const aMinuteLater = '2026-01-01T00:11:00.500Z';
export const twoMinutesLater = '2026-01-01T00:12:01.000Z';

/** From now on this execution holds the lease of `production`, with the notes that it puts down: any other is refused it. */
export function leaseHeldBy(holder: string, environmentHash = lease.environmentHash): void {
  const item: Record<string, AttributeValue> = {
    environment: { S: lease.environment },
    holder: { S: holder },
    environmentHash: { S: environmentHash },
  };
  dynamodb.reset();
  dynamodb.on(GetItemCommand).callsFake(() => ({ Item: { ...item } }));
  dynamodb.on(PutItemCommand).callsFake(({ ExpressionAttributeValues }) => {
    if (ExpressionAttributeValues[':replaces'].S !== holder) throw conditionFailed();
    return {};
  });
  dynamodb.on(UpdateItemCommand).callsFake(({ UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues }) => {
    if (ExpressionAttributeValues[':holder'].S !== holder) throw conditionFailed();
    const note = ExpressionAttributeNames['#note'];
    if (UpdateExpression.startsWith('SET')) item[note] = ExpressionAttributeValues[':at'];
    else delete item[note];
    return {};
  });
}

export function conditionFailed(): ConditionalCheckFailedException {
  return new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: { httpStatusCode: 400 } });
}
