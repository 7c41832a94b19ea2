import { AwsError } from '../../kernel/aws-error.ts';
import { isObject } from '../../kernel/json-object.ts';
import type { Place } from '../../service/place.ts';
import type { DynamoDbInput } from './resources.ts';

/** A request as dynalite gets it right: by a table's name, and with list elements removed from the last one on. */
export function rewritten(place: Place, input: DynamoDbInput): DynamoDbInput {
  const { TableName, RequestItems, UpdateExpression } = input;
  return {
    ...input,
    ...(typeof TableName === 'string' && { TableName: nameOf(place, TableName) }),
    ...(isObject(RequestItems) && { RequestItems: byName(place, RequestItems) }),
    ...(typeof UpdateExpression === 'string' && { UpdateExpression: lastElementsFirst(UpdateExpression) }),
  };
}

/** @throws AwsError ValidationException where a table stands there by its name and by its ARN, of which one would be lost */
function byName(place: Place, items: Record<string, unknown>): Record<string, unknown> {
  const named = Object.entries(items).map(([table, asked]) => [nameOf(place, table), asked] as const);
  const names = named.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new AwsError('ValidationException', `RequestItems names the table ${twice} both by name and by ARN`);
  return Object.fromEntries(named);
}

/** An answer names a table as its request has (API reference, "ConsumedCapacity"; assumed of the maps of batches). */
export function namedAsAsked(
  place: Place,
  { TableName, RequestItems }: DynamoDbInput,
  answer: Record<string, unknown>,
): Record<string, unknown> {
  // what takes no table has not looked at what is called so
  const asked = isObject(RequestItems) ? Object.keys(RequestItems) : [TableName].filter((table) => typeof table === 'string');
  const arns = new Map(asked.map((table) => [nameOf(place, table), table]));
  if ([...arns].every(([name, table]) => name === table)) return answer;
  const consumed = (capacity: unknown): unknown => {
    if (Array.isArray(capacity)) return capacity.map(consumed);
    const { TableName: name = '', ...units } = capacity as { TableName?: string };
    return { TableName: arns.get(name) ?? name, ...units };
  };
  const byTable = (tables: object) => Object.fromEntries(Object.entries(tables).map(([name, held]) => [arns.get(name) ?? name, held]));
  const maps = ['Responses', 'UnprocessedItems', 'UnprocessedKeys', ...(isObject(RequestItems) ? ['ItemCollectionMetrics'] : [])];
  const named = maps.flatMap((member) => (isObject(answer[member]) ? [[member, byTable(answer[member])]] : []));
  const { ConsumedCapacity } = answer;
  return {
    ...answer,
    ...Object.fromEntries(named),
    ...(ConsumedCapacity !== undefined && { ConsumedCapacity: consumed(ConsumedCapacity) }),
  };
}

/** A table may be named by its ARN; one of another account or region is not found under this name either. */
function nameOf(place: Place, table: string): string {
  const prefix = place.arn('dynamodb', 'table/');
  return table.startsWith(prefix) ? table.slice(prefix.length) : table;
}

/**
 * In DynamoDB every path of an expression means the item as it was before. dynalite removes one after the other, so that an
 * element's removal moves those behind it; from the last one on, nothing moves that is still to be removed.
 */
function lastElementsFirst(expression: string): string {
  return expression.replaceAll(/(\bREMOVE\b)(.*?)(?=\b(?:SET|ADD|DELETE)\b|$)/gis, (_, keyword: string, paths: string) => {
    const sorted = paths.split(',').toSorted((a, b) => elementOf(b) - elementOf(a));
    return `${keyword}${sorted.map((path) => ` ${path.trim()}`).join(',')} `;
  });
}

function elementOf(path: string): number {
  return Number(/\[(\d+)\]\s*$/.exec(path)?.[1] ?? -1);
}
