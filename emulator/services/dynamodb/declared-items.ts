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
  return { M: attributesOf(value as object) };
}
