import type * as z from 'zod';
import { nearest } from './nearest.ts';

/** How many mistakes are named at once. */
const mostNamed = 10;

/**
 * A value that people wrote, checked by a schema.
 *
 * @param whole what the value is called, as in `the file`
 * @throws Error with a line for each mistake, which names the path, what is wrong and what is allowed
 */
export function checked<T>(schema: z.ZodType<T>, value: unknown, whole: string): T {
  const parsed = schema.safeParse(value, { error: inWords });
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.flatMap((issue) => explain(schema, issue, whole));
  const more = lines.length > mostNamed ? [`and ${lines.length - mostNamed} more`] : [];
  throw new Error([...lines.slice(0, mostNamed), ...more].join('\n'));
}

function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type' && issue.expected === 'nonoptional') return 'is missing';
  if (issue.code === 'invalid_type') return `has to be ${nouns[issue.expected] ?? `a ${issue.expected}`}`;
  if (issue.code === 'invalid_value') return `has to be ${issue.values.map((one) => JSON.stringify(one)).join(' or ')}`;
  if (issue.code === 'too_small')
    return `has to be ${issue.inclusive === false ? `more than ${issue.minimum}` : `${issue.minimum} or more`}${counted[issue.origin] ?? ''}`;
  if (issue.code === 'too_big') return `has to be ${issue.maximum} or less${counted[issue.origin] ?? ''}`;
  return undefined;
}

/** What is counted of what is no number itself. */
const counted: Record<string, string> = { array: ' items', string: ' characters' };

const nouns: Record<string, string> = {
  object: 'an object',
  record: 'an object',
  array: 'an array',
  tuple: 'an array [shortest, longest]',
  int: 'a whole number',
};

function explain(schema: z.ZodType, issue: z.core.$ZodIssue, whole: string): string[] {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [`${path || whole}: ${issue.message}`];
  const known = fieldsAt(schema, issue.path);
  const instead = (field: string) => {
    const near = nearest(field, known);
    if (near) return `did you mean ${near}?`;
    return known.length > 0 ? `known here are ${known.join(', ')}` : 'there are none here';
  };
  return issue.keys.map((field) => `${[...issue.path, field].join('.')}: unknown field; ${instead(field)}`);
}

/** The fields that a value has in a place. */
function fieldsAt(schema: z.ZodType, path: PropertyKey[]): string[] {
  const at = path.reduce((within, key) => within.flatMap((one) => inside(one, key)), kindsOf(schema));
  return at.flatMap((one) => Object.keys(one.shape ?? {}));
}

// biome-ignore lint/suspicious/noExplicitAny: walks zod's own definitions, whose types differ by kind
type Kind = any;

/** What a value may be: one kind, or each of several. */
function kindsOf(schema: Kind): Kind[] {
  if (schema.def.innerType) return kindsOf(schema.def.innerType);
  return schema.def.options?.flatMap(kindsOf) ?? [schema];
}

function inside({ element, shape, def }: Kind, key: PropertyKey): Kind[] {
  const held = element ?? shape?.[key] ?? def.valueType;
  return held ? kindsOf(held) : [];
}
