import { type AttributeValue, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { clientSettings } from '../aws/client-settings.ts';
import { setting } from '../aws/setting.ts';

export const dynamodb = new DynamoDBClient(clientSettings);

/** The item of an environment in the lease table, as it is now. */
export async function readLeaseItem(environment: string): Promise<Record<string, AttributeValue> | undefined> {
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName: setting('LEASE_TABLE'), Key: { environment: { S: environment } }, ConsistentRead: true }),
  );
  return Item;
}
