import { createHash } from 'node:crypto';
import { readJson } from '../../../kernel/read-json.ts';
import type { Focus } from './evaluation.ts';
import { javaRandom } from './java-random.ts';
import { limits, tooMuchMemory } from './limits.ts';

/** The insides of JSONata that functions are defined with. */
export interface Library {
  staticFrame: { bind(name: string, value: unknown): void };
  // biome-ignore lint/suspicious/noExplicitAny: the signature has checked the arguments
  defineFunction(implementation: (this: Focus, ...args: any[]) => unknown, signature: string): unknown;
  fn: { length(text: string): number; pad(text: string | undefined, width: number, filling?: string): string };
  datetime: { toMillis(this: Focus, timestamp: string | undefined, picture?: string): number };
}

const algorithms: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** AWS was recorded to make no longer one with $range. */
const longestRange = 360_145;

/** A longer text is no timestamp; the pattern that JSONata tries on it would take too long. */
const longestTimestamp = 1_000;

/** An error as JSONata throws its own: with a code that AWS's cause shows. */
function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function partition(items: unknown[] | undefined, size: number | undefined): unknown[][] | undefined {
  const length = Math.trunc(size ?? 0);
  if (length < 0) throw coded('D3137', 'The chunk size of $partition must be a positive integer');
  if (!items?.length || length === 0) return undefined;
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) => items.slice(index * length, (index + 1) * length));
}

function range(first: number | undefined, last: number | undefined, step: number | undefined): number[] | number | undefined {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [from, to, by] = [Math.trunc(first), Math.trunc(last), Math.trunc(step)];
  const count = Math.floor((to - from) / by) + 1;
  if (by === 0 || count <= 0) return undefined;
  if (!(count <= longestRange)) throw tooMuchMemory();
  return count === 1 ? from : Array.from({ length: count }, (_, index) => from + index * by);
}

function hash(content: string | undefined, algorithm: string | undefined): string | undefined {
  if (content === undefined || algorithm === undefined) return undefined;
  const name = Object.hasOwn(algorithms, algorithm) ? algorithms[algorithm]! : undefined;
  if (!name) throw coded('D3137', `$hash knows the algorithms ${Object.keys(algorithms).join(', ')}, not "${algorithm}"`);
  return createHash(name).update(content).digest('hex');
}

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return readJson(text);
  } catch {
    throw coded('D3137', 'The argument of $parse is not valid JSON');
  }
}

function join(texts: string[] | undefined, separator = ''): string | undefined {
  if (texts === undefined) return undefined;
  const length = texts.reduce((sum, text) => sum + text.length + separator.length, 0);
  if (length - separator.length > limits.bytes) throw tooMuchMemory();
  return texts.join(separator);
}

function shuffle(this: Focus, items: unknown[] | undefined): unknown[] | undefined {
  if (items === undefined) return undefined;
  const { evaluation } = this.environment;
  const shuffled = [...items];
  for (let index = shuffled.length - 1; index > 0; index--) {
    const other = Math.floor(evaluation.fraction() * (index + 1));
    [shuffled[index], shuffled[other]] = [shuffled[other], shuffled[index]];
  }
  return shuffled;
}

/**
 * Defines the functions that AWS adds to JSONata ($partition, $range, $hash, $random, $uuid, $parse), takes $eval away as AWS does,
 * draws chance from the seed, and bounds what makes more of little.
 */
export function defineFunctions({ staticFrame, defineFunction, fn, datetime }: Library): void {
  const define = (name: string, implementation: Parameters<Library['defineFunction']>[0], signature: string) =>
    staticFrame.bind(name, defineFunction(implementation, signature));
  define('partition', partition, '<a-n?:a<a>>');
  define('range', range, '<n?n?n?:a<n>>');
  define('hash', hash, '<s-s?:s>');
  define('parse', parse, '<s-:x>');
  define('join', join, '<a<s>s?:s>');
  define('shuffle', shuffle, '<a:a>');
  define(
    'uuid',
    function () {
      return this.environment.evaluation.uuid();
    },
    '<:s>',
  );
  define(
    'random',
    function (seed?: number) {
      return seed === undefined ? this.environment.evaluation.fraction() : javaRandom(seed);
    },
    '<n?:n>',
  );
  define(
    'pad',
    (text: string | undefined, width: number, filling?: string) => {
      if (Math.abs(width) > limits.bytes) throw tooMuchMemory();
      return fn.pad(text, width, filling);
    },
    '<s-ns?:s>',
  );
  define(
    'toMillis',
    function (timestamp: string | undefined, picture?: string) {
      if (timestamp && timestamp.length > longestTimestamp) throw coded('D3110', 'The argument of $toMillis is too long for a timestamp');
      return datetime.toMillis.call(this, timestamp, picture);
    },
    '<s-s?:n>',
  );
  staticFrame.bind('eval', undefined);
}
