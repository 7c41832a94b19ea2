import type { Place } from '../../service/place.ts';
import { matchesWildcard } from '../../service/wildcard.ts';

/** What the account file says is in a table from its creation on, as the API writes it. */
export function declaredItems(place: Place, tableName: string): Record<string, object>[] {
  const declared = place.account.tables?.find(({ name }) => matchesWildcard(name, tableName));
  return (declared?.items ?? []).map((item) => attributesOf(item));
}

function attributesOf(item: object): Record<string, object> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value)]));
}

function attribute(value: unknown): object {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(attribute) };
  const { SS, ...others } = value as { SS?: unknown };
  return isTexts(SS) && Object.keys(others).length === 0 ? { SS } : { M: attributesOf(value as object) };
}

/** A set of texts, which JSON has no word for: as DynamoDB writes it. */
function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
}
