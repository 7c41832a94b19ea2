import type { Place } from '../../service/place.ts';

/** The members of requests that name what they act on. */
export interface DynamoDbInput {
  TableName?: string;
  IndexName?: string;
  ResourceArn?: string;
  RequestItems?: Record<string, unknown>;
  UpdateExpression?: string;
}

/** ARNs that a request acts on, for IAM: the table, or its index where one is queried. */
export function resourcesOf(place: Place, { TableName, IndexName, ResourceArn, RequestItems }: DynamoDbInput): string[] {
  const table = (name: string) => place.arn('dynamodb', `table/${name}`);
  if (TableName) return [IndexName ? `${table(TableName)}/index/${IndexName}` : table(TableName)];
  if (RequestItems) return Object.keys(RequestItems).map(table);
  return [ResourceArn ?? '*'];
}
