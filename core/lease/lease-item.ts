import { type AttributeValue, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../aws/dynamodb.ts';
import { setting } from '../aws/setting.ts';

/** The item of an environment in the lease table, as it is now. */
export async function readLeaseItem(environment: string): Promise<Record<string, AttributeValue> | undefined> {
  const { Item } = await dynamodb().send(
    new GetItemCommand({ TableName: setting('LEASE_TABLE'), Key: { environment: { S: environment } }, ConsistentRead: true }),
  );
  return Item;
}
