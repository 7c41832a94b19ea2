import type { Place } from '../../service/place.ts';

/** The members of requests that name what they act on. */
export interface DynamoDbInput {
  TableName?: string;
  IndexName?: string;
  ResourceArn?: string;
  RequestItems?: Record<string, unknown>;
  UpdateExpression?: string;
}

/** ARNs that a request, which nobody has checked yet, acts on, for IAM: the table, or its index where one is queried. */
export function resourcesOf(place: Place, { TableName, IndexName, ResourceArn, RequestItems }: DynamoDbInput): string[] {
  const table = (name: string) => place.arn('dynamodb', `table/${name}`);
  if (typeof TableName === 'string') return [typeof IndexName === 'string' ? `${table(TableName)}/index/${IndexName}` : table(TableName)];
  if (typeof RequestItems === 'object') return Object.keys(RequestItems).map(table);
  return [typeof ResourceArn === 'string' ? ResourceArn : '*'];
}
