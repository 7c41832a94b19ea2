import { BlockList, isIP } from 'node:net';
import { isObject } from '../../kernel/json-object.ts';
import { matchesParts } from '../../service/wildcard.ts';
import { invalidPattern } from './invalid-pattern.ts';

/** A value of an event that is neither object nor list. */
export type Leaf = string | number | boolean | null;

/** Whether the values of an event's field meet one element of a pattern's list. No value: the field is absent. */
export type Matcher = (leaves: Leaf[]) => boolean;

type Test = (leaf: Leaf) => boolean;

/** Whose patterns: SNS reads its filter policies by an older ruler. */
export type Dialect = 'EventBridge' | 'SNS';

/** @throws AwsError InvalidEventPatternException */
export function compileMatcher(wanted: unknown, dialect: Dialect): Matcher {
  if (Array.isArray(wanted)) throw invalidPattern('Match value must be String, number, true, false, or null');
  if (typeof wanted !== 'object' || wanted === null) return any((leaf) => leaf === wanted);
  const entries = Object.entries(wanted);
  if (entries.length === 0) throw invalidPattern('Match expression name not found');
  const [operator, operand] = entries[0]!;
  const compile = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!compile) throw invalidPattern(`Unrecognized match type ${operator}`);
  if (entries.length > 1) throw invalidPattern('Only one key allowed in match expression');
  return compile(operand, dialect);
}

function any(test: Test): Matcher {
  return (leaves) => leaves.some(test);
}

function onText(test: (text: string) => boolean): Test {
  return (leaf) => typeof leaf === 'string' && test(leaf);
}

const operators: Record<string, (operand: unknown, dialect: Dialect) => Matcher> = {
  prefix: (operand) => any(affix('prefix', operand)),
  suffix: (operand) => any(affix('suffix', operand)),
  'equals-ignore-case': (operand) => any(sameLetters('equals-ignore-case', operand)),
  wildcard: (operand) => any(wildcard(operand)),
  'anything-but': (operand, dialect) => any(dialect === 'SNS' ? anythingButOfSns(operand) : anythingBut(operand, exclusions)),
  numeric: (operand) => any(numeric(operand)),
  cidr: (operand) => any(cidr(operand)),
  exists: (operand) => {
    if (typeof operand !== 'boolean') throw invalidPattern('exists match pattern must be either true or false.');
    return (leaves) => leaves.length > 0 === operand;
  },
};

function text(operator: string, operand: unknown): string {
  if (typeof operand !== 'string') throw invalidPattern(`${operator} match pattern must be a string`);
  return operand;
}

function affix(operator: 'prefix' | 'suffix', operand: unknown): Test {
  const holds = (whole: string, part: string) => (operator === 'prefix' ? whole.startsWith(part) : whole.endsWith(part));
  if (typeof operand === 'object' && operand !== null && 'equals-ignore-case' in operand) {
    const part = text(operator, operand['equals-ignore-case']).toLowerCase();
    return onText((whole) => holds(whole.toLowerCase(), part));
  }
  const part = text(operator, operand);
  return onText((whole) => holds(whole, part));
}

function sameLetters(operator: string, operand: unknown): Test {
  const wanted = text(operator, operand).toLowerCase();
  return onText((found) => found.toLowerCase() === wanted);
}

/** `*` stands for any characters; a backslash before it, or before another, takes it literally. Messages count the quotation mark, too. */
function wildcard(operand: unknown): Test {
  const pattern = text('wildcard', operand);
  const parts = [''];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index]!;
    if (character === '\\') {
      const next = pattern[++index];
      if (next !== '*' && next !== '\\') throw invalidPattern(`Invalid escape character at pos ${index}`);
      parts.push(`${parts.pop()}${next}`);
    } else if (character === '*') {
      if (pattern[index + 1] === '*') throw invalidPattern(`Consecutive wildcard characters at pos ${index + 1}`);
      parts.push('');
    } else {
      parts.push(`${parts.pop()}${character}`);
    }
  }
  return onText((found) => matchesParts(parts, found));
}

/** What `anything-but` may hold beside plain values, each with one text or a list of them. */
const exclusions: Record<string, (operand: unknown) => Test> = {
  prefix: (operand) => excludedAffix('prefix', operand),
  suffix: (operand) => excludedAffix('suffix', operand),
  'equals-ignore-case': (operand) => {
    if (typeof operand !== 'string')
      throw invalidPattern('Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.');
    return sameLetters('equals-ignore-case', operand);
  },
  wildcard,
};

const neither = 'Value of anything-but must be an array or single string/number value.';

function excludedAffix(operator: 'prefix' | 'suffix', operand: unknown): Test {
  if (typeof operand === 'object' && operand !== null) throw invalidPattern(neither);
  if (typeof operand !== 'string') throw invalidPattern('prefix/suffix match pattern must be a string');
  if (operand === '') throw invalidPattern('Null prefix/suffix not allowed');
  return affix(operator, operand);
}

function anythingButOfSns(operand: unknown): Test {
  return anythingBut(operand, { prefix: (excluded) => affix('prefix', text('prefix', excluded)) });
}

function anythingBut(operand: unknown, exclusions: Record<string, (operand: unknown) => Test>): Test {
  if (isObject(operand)) {
    const [operator, excluded] = Object.entries(operand)[0] ?? [];
    if (operator === undefined) throw invalidPattern('Anything-But expression name not found');
    const compile = Object.hasOwn(exclusions, operator) ? exclusions[operator] : undefined;
    if (!compile) throw invalidPattern(`Unsupported anything-but pattern: ${operator}`);
    const tests = [excluded].flat().map(compile);
    return (leaf) => !tests.some((test) => test(leaf));
  }
  const excluded = [operand].flat();
  if (excluded.length === 0) throw invalidPattern('Empty arrays are not allowed');
  if (excluded.some((value) => typeof value !== 'string' && typeof value !== 'number'))
    throw invalidPattern(Array.isArray(operand) ? 'Inside anything but list, start|null|boolean is not supported.' : neither);
  return (leaf) => !excluded.includes(leaf);
}

const comparisons: Record<string, (found: number, bound: number) => boolean> = {
  '=': (found, bound) => found === bound,
  '<': (found, bound) => found < bound,
  '<=': (found, bound) => found <= bound,
  '>': (found, bound) => found > bound,
  '>=': (found, bound) => found >= bound,
};

/** One comparison, or a range from its bottom to its top; read element by element, as event-ruler does. */
function numeric(operand: unknown): Test {
  if (!Array.isArray(operand)) throw invalidPattern('Value of numeric must be an array.');
  const [operator, bound, second, top] = operand;
  if (typeof operator !== 'string') throw invalidPattern(`Invalid member in numeric match: ${operand.length === 0 ? ']' : operator}`);
  const compare = comparisons[operator];
  if (!compare) throw invalidPattern(`Unrecognized numeric range operator: ${operator}`);
  checkBound(operator, bound);
  if (operand.length === 2) return (leaf) => typeof leaf === 'number' && compare(leaf, bound);
  if (!operator.startsWith('>')) throw invalidPattern('Too many elements in numeric expression');
  if (typeof second !== 'string') throw invalidPattern(`Bad value in numeric range: ${second}`);
  if (second !== '<' && second !== '<=') throw invalidPattern(`Bad numeric range operator: ${second}`);
  checkBound(second, top);
  if (operand.length > 4) throw invalidPattern('Too many terms in numeric range expression');
  if (bound >= top) throw invalidPattern('Bottom must be less than top');
  const below = comparisons[second]!;
  return (leaf) => typeof leaf === 'number' && compare(leaf, bound) && below(leaf, top);
}

function checkBound(operator: string, bound: unknown): void {
  if (typeof bound !== 'number') throw invalidPattern(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  if (Math.abs(bound) > 5e9) throw invalidPattern('Value must be between -5.0E9 and 5.0E9, inclusive');
}

function cidr(operand: unknown): Test {
  // AWS's own words, the prefix too
  if (typeof operand !== 'string') throw invalidPattern('prefix match pattern must be a string');
  const [address = '', bits, ...more] = operand.split('/');
  if (bits === undefined || more.length > 0) throw invalidPattern("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(bits)) throw invalidPattern('Malformed CIDR, mask bits must be an integer');
  if (isIP(address) === 0) throw invalidPattern(`Nonstandard IP address: ${address}`);
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const block = new BlockList();
  try {
    block.addSubnet(address, Number.parseInt(bits, 10), family);
  } catch {
    throw invalidPattern(`Malformed CIDR, ${operand}`);
  }
  return onText((found) => isIP(found) === (family === 'ipv6' ? 6 : 4) && block.check(found, family));
}
