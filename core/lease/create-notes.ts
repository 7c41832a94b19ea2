import { type AttributeValue, ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../aws/dynamodb.ts';
import { setting } from '../aws/setting.ts';
import { holdLease, type Lease } from './lease.ts';
import { readLeaseItem } from './lease-item.ts';

/** When the holder asked for something that takes no client token: ISO 8601; undefined where it did not. */
export async function createNoted(lease: Lease, what: string): Promise<string | undefined> {
  const item = await readLeaseItem(lease.environment);
  return item?.holder?.S === lease.holder ? item[noteOf(what)]?.S : undefined;
}

/**
 * Notes on the lease that something is about to be asked for. The write is the check: as `holdLease`, it lets only the holder go on,
 * and a redriven execution take its lease again.
 *
 * @throws LifecycleError LeaseLost where another execution holds it
 */
export async function noteCreate(lease: Lease, what: string, at: string): Promise<void> {
  const note = () => change(lease, 'SET #note = :at', what, { ':at': { S: at } });
  try {
    await note();
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    await holdLease(lease);
    await note();
  }
}

/** Takes the note back: it is known that nothing was created. */
export async function forgetCreate(lease: Lease, what: string): Promise<void> {
  await change(lease, 'REMOVE #note', what);
}

async function change(lease: Lease, UpdateExpression: string, what: string, values: Record<string, AttributeValue> = {}): Promise<void> {
  await dynamodb().send(
    new UpdateItemCommand({
      TableName: setting('LEASE_TABLE'),
      Key: { environment: { S: lease.environment } },
      UpdateExpression,
      ConditionExpression: 'holder = :holder',
      ExpressionAttributeNames: { '#note': noteOf(what) },
      ExpressionAttributeValues: { ':holder': { S: lease.holder }, ...values },
    }),
  );
}

function noteOf(what: string): string {
  return `asked for ${what}`;
}
