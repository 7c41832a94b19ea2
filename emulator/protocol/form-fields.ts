import { AwsError } from '../kernel/aws-error.ts';

/** The fields of a form by the parts of their names: `Tags.member.1.Key` is Key in 1 in member in Tags. */
export interface Fields {
  text?: string;
  inner?: Map<string, Fields>;
}

/** Parts of the longest name: models go no deeper, and a longer one is no field of theirs. */
const mostParts = 32;
const mostFields = 100_000;

/** @throws AwsError where there are more fields than any request has */
export function formFields(body: Buffer): Fields {
  const text = body.toString();
  if (count(text, '&') >= mostFields) {
    throw new AwsError('MalformedQueryString', `The request has more than ${mostFields} fields: send fewer at once`);
  }
  const fields: Fields = {};
  for (const [name, value] of new URLSearchParams(text)) {
    let at = fields;
    for (const part of name.split('.', mostParts)) at = inside(at, part);
    at.text = value;
  }
  return fields;
}

function inside(fields: Fields, name: string): Fields {
  fields.inner ??= new Map();
  const found = fields.inner.get(name) ?? {};
  fields.inner.set(name, found);
  return found;
}

function count(text: string, character: string): number {
  let found = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) found++;
  return found;
}

/** What stands under a path of names, or undefined. */
export function fieldsAt(fields: Fields | undefined, ...path: string[]): Fields | undefined {
  return path.reduce<Fields | undefined>((at, name) => at?.inner?.get(name), fields);
}

export function textAt(fields: Fields | undefined, ...path: string[]): string | undefined {
  return fieldsAt(fields, ...path)?.text;
}
