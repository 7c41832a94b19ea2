import type { Place } from '../../service/place.ts';
import type { DynamoDbInput } from './resources.ts';

/** A request as dynalite gets it right: by a table's name, and with list elements removed from the last one on. */
export function rewritten(place: Place, input: DynamoDbInput): DynamoDbInput {
  const { TableName, UpdateExpression } = input;
  return {
    ...input,
    ...(typeof TableName === 'string' && { TableName: nameOf(place, TableName) }),
    ...(typeof UpdateExpression === 'string' && { UpdateExpression: lastElementsFirst(UpdateExpression) }),
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
