import type { PathFields } from '../jsonpath/fields.ts';
import type { Reading } from './jsonpath-reading.ts';

/** A number that stands in a field, or at the path beside it. As recorded, a text with a number is one, too. */
export function numberIn(fields: PathFields, field: string, reading: Reading, kind: 'integer' | 'float' = 'integer'): number | undefined {
  const text = fields[`${field}Path`];
  if (text === undefined) return fields[field] as number | undefined;
  const given = reading.value(String(text), `${field}Path`);
  const number = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
  if (typeof number === 'number' && Number.isFinite(number) && (kind === 'float' || Number.isInteger(number))) return number;
  const shown = typeof given === 'string' ? given : JSON.stringify(given);
  throw reading.runtimeFailure(`The ${field}Path field refers to value "${shown}" which is not a valid ${kind}: ${text}`);
}
