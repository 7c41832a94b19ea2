import { createHash } from 'node:crypto';
import { FunctionFailure, type IntrinsicFunction, text } from './function.ts';

/** What Base64 and hashes are made of may not be longer. */
const longest = 10_000;

const algorithms: Record<string, string> = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };

function limited(value: unknown): string {
  const given = text(value);
  if (given.length <= longest) return given;
  throw new FunctionFailure(`The text has more than ${longest} characters`);
}

function hash([data, algorithm]: unknown[]): string {
  const name = Object.hasOwn(algorithms, text(algorithm)) ? algorithms[String(algorithm)]! : undefined;
  if (!name) throw new FunctionFailure(`The algorithm must be one of ${Object.keys(algorithms).join(', ')}`);
  return createHash(name)
    .update(limited(typeof data === 'string' ? data : JSON.stringify(data)))
    .digest('hex');
}

/** As recorded: each of the characters splits, and what is empty is left out. */
function split([given, characters]: unknown[]): string[] {
  const splitters = new Set(text(characters));
  if (splitters.size === 0) throw new FunctionFailure('The characters to split at are missing');
  const parts = [''];
  for (const character of text(given)) {
    if (splitters.has(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part !== '');
}

function format([template, ...values]: unknown[]): string {
  let next = 0;
  const filled = text(template).replaceAll(/\\(.)|\{\}/gs, (found, escaped: string | undefined) => {
    if (escaped !== undefined) return /[{}\\]/.test(escaped) ? escaped : found;
    if (next < values.length) return inText(values[next++]);
    throw new FunctionFailure('There are more placeholders than arguments');
  });
  if (next === values.length) return filled;
  throw new FunctionFailure('There are more arguments than placeholders');
}

/** As recorded, objects and arrays inside a text are written as Java writes them. */
function inText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, held]) => `${name}=${inText(held)}`)
    .join(', ')}}`;
}

export const texts: Record<string, IntrinsicFunction> = {
  'States.Format': { least: 1, most: Number.POSITIVE_INFINITY, run: format },
  'States.StringSplit': { least: 2, most: 2, run: split },
  'States.Base64Encode': { least: 1, most: 1, run: ([given]) => Buffer.from(limited(given)).toString('base64') },
  'States.Base64Decode': { least: 1, most: 1, run: ([given]) => Buffer.from(limited(given), 'base64').toString() },
  'States.Hash': { least: 2, most: 2, run: hash },
};
