import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from './aws.ts';

process.env.LEASE_TABLE = 'leases';

export const execution = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-provision:this';
export const otherExecution = 'arn:aws:states:us-east-1:123456789012:execution:cloudhsm-lifecycle-dev-provision:other';
export const lease = { environment: 'production', holder: execution, environmentHash: 'aa11' };

/** From now on this execution holds the lease of `production`: any other is refused it. */
export function leaseHeldBy(holder: string, environmentHash = lease.environmentHash): void {
  dynamodb.reset();
  dynamodb
    .on(GetItemCommand)
    .resolves({ Item: { environment: { S: lease.environment }, holder: { S: holder }, environmentHash: { S: environmentHash } } });
  dynamodb.on(PutItemCommand).callsFake(({ ExpressionAttributeValues }) => {
    if (ExpressionAttributeValues[':replaces'].S !== holder) throw conditionFailed();
    return {};
  });
}

export function conditionFailed(): ConditionalCheckFailedException {
  return new ConditionalCheckFailedException({ message: 'The conditional request failed', $metadata: { httpStatusCode: 400 } });
}
