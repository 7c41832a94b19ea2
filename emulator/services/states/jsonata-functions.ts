import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import type { Place } from '../../service/place.ts';

/** What an evaluation can draw on beside its bindings. It travels in the frame under a name that no expression can write. */
export interface Surroundings {
  millis: number;
  place: Place;
  /** The path that this evaluation's random values hang from. */
  purpose: (string | number)[];
  drawn: number;
}

export const surroundingsName = ' surroundings';

const algorithms: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

function partition(items: unknown[] | undefined, size: number): unknown[][] | undefined {
  if (items === undefined) return undefined;
  if (!(size >= 1)) throw coded('D3137', 'The chunk size of $partition must be a positive integer');
  const length = Math.floor(size);
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) => items.slice(index * length, (index + 1) * length));
}

function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw coded('D3137', 'The step of $range must not be zero');
  const count = Math.floor((last - first) / step) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => first + index * step);
}

function hash(content: string | undefined, algorithm: string): string | undefined {
  const name = algorithms[algorithm];
  if (!name) throw coded('D3137', `$hash knows the algorithms ${Object.keys(algorithms).join(', ')}, not "${algorithm}"`);
  return content === undefined ? undefined : createHash(name).update(content).digest('hex');
}

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw coded('D3137', 'The argument of $parse is not valid JSON');
  }
}

/** An error as JSONata throws its own: with a code that AWS's cause shows. */
function coded(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

const fromMillis = jsonata('$fromMillis($millis, $picture, $timezone)');

/**
 * Gives a compiled expression the functions that AWS adds to JSONata ($partition, $range, $hash, $random, $uuid, $parse), with
 * virtual time and seeded randomness for those that need them, and takes $eval away.
 */
export function registerFunctions(expression: jsonata.Expression): void {
  const surroundings = (focus: jsonata.Focus) => focus.environment.lookup(surroundingsName) as Surroundings;
  const draw = (focus: jsonata.Focus) => {
    const held = surroundings(focus);
    return [...held.purpose, held.drawn++];
  };
  expression.registerFunction('partition', partition, '<a-n:a<a>>');
  expression.registerFunction('range', range, '<nnn:a<n>>');
  expression.registerFunction('hash', hash, '<s-s:s>');
  expression.registerFunction('parse', parse, '<s-:x>');
  expression.registerFunction('uuid', function () {
    return surroundings(this).place.random.uuid(...draw(this));
  });
  expression.registerFunction(
    'random',
    function (seed?: number) {
      return surroundings(this).place.random.fraction(...(seed === undefined ? draw(this) : ['jsonata-random', seed]));
    },
    '<n?:n>',
  );
  expression.registerFunction('millis', function () {
    return surroundings(this).millis;
  });
  expression.registerFunction(
    'now',
    function (picture?: string, timezone?: string) {
      return fromMillis.evaluate(undefined, { millis: surroundings(this).millis, picture, timezone });
    },
    '<s?s?:s>',
  );
  expression.assign('eval', undefined);
}
