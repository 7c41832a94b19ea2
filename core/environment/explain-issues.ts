import type * as z from 'zod/mini';
import { nearestTimeZone } from '../calendar/nearest-time-zone.ts';
import '../in-english.ts';
import { nearest } from '../nearest.ts';
import { type Problem, shortened } from './problem.ts';

/** What zod says of a value, in words for people: where, what is wrong, what is allowed. */
export function explainIssues(issues: z.core.$ZodIssue[], value: unknown, Schema: z.ZodMiniType): Problem[] {
  return telling(issues).flatMap((issue) => explain(issue, value, Schema));
}

/** Without what follows from another issue of the same value: the size of a wrong type, and the limits of a safe integer. */
function telling(issues: z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  const wrongType = new Set(issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => path.join('.')));
  return issues.filter(
    ({ code, path, ...issue }) =>
      (code === 'invalid_type' || !wrongType.has(path.join('.'))) && !('origin' in issue && issue.origin === 'int'),
  );
}

function explain(issue: z.core.$ZodIssue, value: unknown, Schema: z.ZodMiniType): Problem[] {
  const path = shortened(issue.path.join('.'));
  if (issue.code === 'unrecognized_keys') {
    const known = knownFields(issue.path, Schema);
    return issue.keys.map((key) => {
      const near = nearest(key, known);
      return {
        path: shortened([...issue.path, key].join('.')),
        problem: 'unknown field',
        remedy: near ? `did you mean ${near}?` : known.length > 0 ? `known here are ${known.join(', ')}` : 'leave it out',
      };
    });
  }
  if (issue.code === 'invalid_key')
    return issue.issues.map((inner) => ({ path, problem: 'its name is not accepted', remedy: allowed(inner) }));
  const given = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value);
  if (given === undefined) return [{ path, problem: 'is missing', remedy: `add it (${allowed(issue)})` }];
  return [{ path, problem: `${shortened(shown(given))} is not accepted`, remedy: allowed(issue) + meant(issue, given) }];
}

function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function allowed(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `has to be ${article(issue.expected)}`;
    case 'invalid_value':
      return `has to be ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}`;
    case 'too_small':
      return issue.message.startsWith('Too small') ? `has to be ${amount(issue.minimum, issue.origin)} or more` : issue.message;
    case 'too_big':
      return `has to be ${amount(issue.maximum, issue.origin)} or less`;
    default:
      return issue.message;
  }
}

/** What was probably meant, where too many values are allowed to name them all. */
function meant(issue: z.core.$ZodIssue, given: unknown): string {
  const zone = issue.code === 'custom' && issue.params?.nearest === 'time zone' ? nearestTimeZone(String(given)) : undefined;
  return zone ? `; did you mean ${zone}?` : '';
}

function amount(limit: number | bigint, origin: string): string {
  const unit = { string: 'character', array: 'item' }[origin];
  return unit ? `${limit} ${unit}${limit === 1 ? '' : 's'}` : String(limit);
}

function article(type: string): string {
  if (type === 'int') return 'a whole number';
  return type === 'record' ? 'an object' : `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
}

function knownFields(path: PropertyKey[], Schema: z.ZodMiniType): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: walks zod's own definition, whose types differ by kind
  let schema: any = Schema;
  for (const key of path) {
    schema = unwrapped(schema);
    schema = typeof key === 'number' ? schema.def.element : schema.shape?.[key];
  }
  return Object.keys(unwrapped(schema)?.shape ?? {});
}

// biome-ignore lint/suspicious/noExplicitAny: as above
function unwrapped(schema: any): any {
  return schema?.def?.innerType ? unwrapped(schema.def.innerType) : schema;
}
