import type { Json } from './wire.ts';

/** What differs between a recorded value and an answer: README.md here says how they are compared. */
export interface Rules {
  /** Names of lists without an order. */
  unordered?: string[];
  /** Names of lists that may hold more. */
  contains?: string[];
}

/** What the numbered placeholders of a case stand for. */
export type Bound = Map<string, unknown>;

const placeholder = /<[A-Za-z][^<>]*>/g;
const wholePlaceholder = /^<[A-Za-z][^<>]*>$/;
const numbered = /:\d+>$/;
const account = '111111111111';
const missing = Symbol('missing');

/**
 * The differences, each with its path. `more` collects the paths of members that only the answer has.
 */
export function differences(expected: unknown, given: unknown, bound: Bound, rules: Rules, path = '', more?: string[]): string[] {
  const where = path || 'the answer';
  if (typeof expected === 'string' && wholePlaceholder.test(expected)) return placeholderFits(expected, given, bound, where);
  const actual = isContainer(expected) && typeof given === 'string' ? parsed(given) : given;
  if (isObject(expected) && isObject(actual)) return members(expected, actual, bound, rules, path, more);
  if (Array.isArray(expected) && Array.isArray(actual)) return elements(expected, actual, bound, rules, path, more);
  const same = typeof expected === 'string' && typeof actual === 'string' ? textFits(expected, actual, bound) : expected === actual;
  return same ? [] : [`${where}: expected ${short(expected)}, got ${short(actual)}`];
}

function placeholderFits(expected: string, given: unknown, bound: Bound, where: string): string[] {
  const before = bound.get(expected);
  if (given === null || given === undefined) return [`${where}: expected ${expected}, got ${short(given)}`];
  if (!numbered.test(expected)) return [];
  if (before === undefined) bound.set(expected, given);
  return before === undefined || before === given ? [] : [`${where}: expected ${expected}, before ${short(before)}, got ${short(given)}`];
}

function members(expected: Json, actual: Json, bound: Bound, rules: Rules, path: string, more?: string[]): string[] {
  const rest = new Map(Object.entries(actual));
  const prefix = path ? `${path}.` : '';
  const found = Object.entries(expected).flatMap(([written, value]) => {
    const key = wholePlaceholder.test(written) ? nameBehind(written, value, rest, expected, bound, rules) : written;
    const given = rest.has(key) ? rest.get(key) : missing;
    rest.delete(key);
    if (value === '<absent>')
      return given === missing || given === null || given === undefined ? [] : [`${prefix}${key}: expected none, got ${short(given)}`];
    if (given === missing) return [`${prefix}${key}: missing, expected ${short(value)}`];
    return differences(value, given, bound, rules, prefix + key, more);
  });
  more?.push(...[...rest.keys()].map((key) => prefix + key));
  return found;
}

/** The member that a placeholder names: the one bound to it, or the first that fits. */
function nameBehind(written: string, value: unknown, rest: Map<string, unknown>, expected: Json, bound: Bound, rules: Rules): string {
  const known = bound.get(written);
  if (typeof known === 'string') return known;
  const fits = ([key, given]: [string, unknown]) => !(key in expected) && differences(value, given, new Map(bound), rules).length === 0;
  return [...rest].find(fits)?.[0] ?? written;
}

function elements(expected: unknown[], actual: unknown[], bound: Bound, rules: Rules, path: string, more?: string[]): string[] {
  const where = path || 'the answer';
  const name = path.split('.').at(-1)!;
  const mayHoldMore = rules.contains?.includes(name);
  if (!mayHoldMore && !rules.unordered?.includes(name)) {
    if (expected.length !== actual.length)
      return [`${where}: expected ${expected.length} elements, got ${actual.length}: ${short(actual)}`];
    return expected.flatMap((item, index) => differences(item, actual[index], bound, rules, `${path}.${index}`, more));
  }
  const rest = [...actual];
  for (const item of expected) {
    const at = rest.findIndex((candidate) => differences(item, candidate, new Map(bound), rules, path).length === 0);
    if (at === -1) return [`${where}: none is ${short(item)} in ${short(rest)}`];
    differences(item, rest.splice(at, 1)[0], bound, rules, path, more);
  }
  return rest.length > 0 && !mayHoldMore ? [`${where}: ${rest.length} more than expected: ${short(rest)}`] : [];
}

/** A placeholder inside a text is one word, `<rest>` any text; a numbered one the same text all through a case. */
function textFits(expected: string, actual: string, bound: Bound): boolean {
  let pattern = '';
  let end = 0;
  const groups = new Map<string, string>();
  for (const { 0: name, index } of expected.matchAll(placeholder)) {
    pattern += escaped(expected.slice(end, index));
    end = index + name.length;
    const known = bound.get(name);
    if (!numbered.test(name)) pattern += name === '<rest>' ? '[\\s\\S]*' : `[^\\s'"]+?`;
    else if (known !== undefined) pattern += escaped(String(known));
    else if (groups.has(name)) pattern += `\\k<${groups.get(name)}>`;
    else {
      groups.set(name, `g${groups.size}`);
      pattern += `(?<${groups.get(name)}>[^\\s'"]+?)`;
    }
  }
  const match = new RegExp(`^${pattern + escaped(expected.slice(end))}$`).exec(actual);
  for (const [name, group] of match ? groups : []) bound.set(name, match!.groups![group]);
  return match !== null;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replaceAll(account, '\\d{12}');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

export function short(value: unknown): string {
  const text = value === undefined || value === missing ? 'nothing' : JSON.stringify(value);
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}
