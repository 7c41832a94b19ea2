/**
 * A request whose nulls are what they are to DynamoDB: a member that is null is not there; an attribute or an element that is null
 * is one of no type. dynalite falls over them.
 */
export function withoutNulls<T extends object>(request: T): T {
  return Object.fromEntries(Object.entries(request).flatMap(([name, value]) => (value === null ? [] : [[name, filled(value)]]))) as T;
}

function filled(value: unknown): unknown {
  if (value === null) return {};
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member)]));
}
