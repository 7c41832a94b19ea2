import { paginateScan } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../aws/dynamodb.ts';
import { setting } from '../aws/setting.ts';

/** The names of all environments on record, in alphabetical order. */
export async function environmentsOnRecord(): Promise<string[]> {
  const names = new Set<string>();
  const pages = paginateScan(
    { client: dynamodb() },
    {
      TableName: setting('ENVIRONMENTS_TABLE'),
      ProjectionExpression: '#environment',
      FilterExpression: '#item = :file',
      ExpressionAttributeNames: { '#environment': 'environment', '#item': 'item' },
      ExpressionAttributeValues: { ':file': { S: 'file' } },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) for (const { environment } of Items) if (environment?.S) names.add(environment.S);
  return [...names].toSorted();
}
