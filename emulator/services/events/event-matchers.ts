import { BlockList, isIP } from 'node:net';
import { isObject } from '../../kernel/json-object.ts';
import { matchesParts } from '../../service/wildcard.ts';
import { mistake, PatternMistake, within } from './pattern-mistake.ts';

/** A value of an event that is neither object nor list. */
export type Leaf = string | number | boolean | null;

/** Whether the values of an event's field meet one element of a pattern's list. No value: the field is absent. */
export type Matcher = (leaves: Leaf[]) => boolean;

type Test = (leaf: Leaf) => boolean;

/** Whose patterns: SNS reads its filter policies by an older ruler. */
export type Dialect = 'EventBridge' | 'SNS';

/** Read token by token as event-ruler does, which says what comes first. @throws PatternMistake */
export function compileMatcher(wanted: unknown, dialect: Dialect): Matcher {
  if (Array.isArray(wanted)) throw mistake('Match value must be String, number, true, false, or null');
  if (typeof wanted !== 'object' || wanted === null) return any((leaf) => leaf === wanted);
  const entries = Object.entries(wanted);
  if (entries.length === 0) throw mistake('Match expression name not found', 'closed');
  const [operator, operand] = entries[0]!;
  const compile = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (!compile) throw mistake(`Unrecognized match type ${operator}`, 'begun', operator);
  const matcher = within(operator, () => compile(operand, dialect));
  if (entries[1]) throw mistake(isNumeric(operator) ? tooMany : 'Only one key allowed in match expression', 'begun', entries[1][0]);
  return matcher;
}

const tooMany = 'Too many elements in numeric expression';

/** Words about numbers are those about exclusions, too. */
function isNumeric(operator: string): boolean {
  return operator === 'numeric' || operator === 'anything-but';
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
    if (typeof operand !== 'boolean') throw mistake('exists match pattern must be either true or false.');
    return (leaves) => leaves.length > 0 === operand;
  },
};

function text(operator: string, operand: unknown): string {
  if (typeof operand !== 'string') throw mistake(`${operator} match pattern must be a string`);
  return operand;
}

function affix(operator: 'prefix' | 'suffix', operand: unknown): Test {
  const holds = (whole: string, part: string) => (operator === 'prefix' ? whole.startsWith(part) : whole.endsWith(part));
  if (typeof operand === 'object' && operand !== null && 'equals-ignore-case' in operand) {
    const part = within('equals-ignore-case', () => text(operator, operand['equals-ignore-case'])).toLowerCase();
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
      if (next !== '*' && next !== '\\') throw mistake(`Invalid escape character at pos ${index}`, 'read');
      parts.push(`${parts.pop()}${next}`);
    } else if (character === '*') {
      if (pattern[index + 1] === '*') throw mistake(`Consecutive wildcard characters at pos ${index + 1}`, 'read');
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
      throw mistake('Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.');
    return sameLetters('equals-ignore-case', operand);
  },
  wildcard,
};

const empty = 'Null prefix/suffix not allowed';
const neither = 'Value of anything-but must be an array or single string/number value.';

function excludedAffix(operator: 'prefix' | 'suffix', operand: unknown): Test {
  if (typeof operand === 'object' && operand !== null) throw mistake(neither);
  if (typeof operand !== 'string') throw mistake('prefix/suffix match pattern must be a string');
  if (operand === '') throw mistake(empty, 'read');
  return affix(operator, operand);
}

function anythingButOfSns(operand: unknown): Test {
  return anythingBut(operand, { prefix: (excluded) => affix('prefix', text('prefix', excluded)) });
}

function anythingBut(operand: unknown, exclusions: Record<string, (operand: unknown) => Test>): Test {
  if (isObject(operand)) {
    const [operator, excluded] = Object.entries(operand)[0] ?? [];
    if (operator === undefined) throw mistake('Anything-But expression name not found', 'closed');
    const compile = Object.hasOwn(exclusions, operator) ? exclusions[operator] : undefined;
    if (!compile) throw mistake(`Unsupported anything-but pattern: ${operator}`, 'begun', operator);
    const tests = within(operator, () =>
      Array.isArray(excluded) ? excluded.map((each, at) => inList(at, () => compile(each))) : [compile(excluded)],
    );
    return (leaf) => !tests.some((test) => test(leaf));
  }
  const isPlain = (value: unknown) => typeof value === 'string' || typeof value === 'number';
  if (!Array.isArray(operand)) {
    if (!isPlain(operand)) throw mistake(neither);
    return (leaf) => leaf !== operand;
  }
  for (const [at, value] of operand.entries())
    inList(at, () => {
      if (!isPlain(value)) throw mistake('Inside anything but list, start|null|boolean is not supported.');
    });
  if (new Set(operand.map((value) => typeof value)).size !== 1)
    throw mistake('Inside anything but list, either all values are number or string, mixed type is not supported', 'closed');
  return (leaf) => !operand.includes(leaf);
}

/** One of a list of exclusions. A pattern with wildcards is read once the list has been. */
function inList<T>(at: number, look: () => T): T {
  try {
    return within(at, look);
  } catch (found) {
    if (found instanceof PatternMistake && found.standing) {
      const { path, reach } = found.standing;
      const later = reach === 'read' && found.message !== empty;
      found.standing = later ? { path: [], reach: 'closed', twice: false } : { path, reach, twice: true };
    }
    throw found;
  }
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
  if (!Array.isArray(operand)) throw mistake('Value of numeric must be an array.');
  const [operator, bound, second, top] = operand;
  // the reader stands at an element, or at the end of a list that has no such one
  const wrong = (at: number, reason: string) => (at < operand.length ? mistake(reason, 'begun', at) : mistake(reason, 'closed'));
  if (typeof operator !== 'string') throw wrong(0, `Invalid member in numeric match: ${operand.length === 0 ? ']' : operator}`);
  const compare = comparisons[operator];
  if (!compare) throw wrong(1, `Unrecognized numeric range operator: ${operator}`);
  const checkBound = (name: string, value: unknown, at: number) => {
    if (typeof value !== 'number') throw wrong(at, `Value of ${name === '=' ? 'equals' : name} must be numeric`);
    if (Math.abs(value) > 5e9) throw wrong(at + 1, 'Value must be between -5.0E9 and 5.0E9, inclusive');
  };
  checkBound(operator, bound, 1);
  if (operand.length === 2) return (leaf) => typeof leaf === 'number' && compare(leaf, bound);
  if (!operator.startsWith('>')) throw wrong(2, tooMany);
  if (typeof second !== 'string') throw wrong(2, `Bad value in numeric range: ${second}`);
  if (second !== '<' && second !== '<=') throw mistake(`Bad numeric range operator: ${second}`, 'read', 2);
  checkBound(second, top, 3);
  if (operand.length > 4) throw wrong(4, 'Too many terms in numeric range expression');
  if (bound >= top) throw mistake('Bottom must be less than top', 'closed');
  const below = comparisons[second]!;
  return (leaf) => typeof leaf === 'number' && compare(leaf, bound) && below(leaf, top);
}

function cidr(operand: unknown): Test {
  // AWS's own words, the prefix too
  if (typeof operand !== 'string') throw mistake('prefix match pattern must be a string');
  const [address = '', bits, ...more] = operand.split('/');
  if (bits === undefined || more.length > 0) throw new PatternMistake("Malformed CIDR, one '/' required");
  if (!/^\d+$/.test(bits)) throw new PatternMistake('Malformed CIDR, mask bits must be an integer');
  if (isIP(address) === 0) throw new PatternMistake(`Nonstandard IP address: ${address}`);
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const block = new BlockList();
  try {
    block.addSubnet(address, Number.parseInt(bits, 10), family);
  } catch {
    throw new PatternMistake(`Malformed CIDR, ${operand}`);
  }
  return onText((found) => isIP(found) === (family === 'ipv6' ? 6 : 4) && block.check(found, family));
}
