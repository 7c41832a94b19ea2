import type { Step } from './evaluation.ts';

/**
 * Functions whose work is no more than what their arguments are long, and which give no more than those hold: those that the
 * machines of every day use.
 */
const quickFunctions: Record<string, number> = {
  abs: 1,
  append: 2,
  boolean: 1,
  ceil: 1,
  contains: 2,
  count: 1,
  error: 1,
  exists: 1,
  filter: 2,
  floor: 1,
  hash: 2,
  join: 2,
  keys: 1,
  length: 1,
  lookup: 2,
  lowercase: 1,
  map: 2,
  max: 1,
  merge: 1,
  millis: 0,
  min: 1,
  not: 1,
  now: 0,
  number: 1,
  parse: 1,
  partition: 2,
  random: 1,
  reduce: 3,
  round: 2,
  string: 1,
  substring: 3,
  substringAfter: 2,
  substringBefore: 2,
  sum: 1,
  toMillis: 1,
  trim: 1,
  type: 1,
  uppercase: 1,
  uuid: 0,
};

/** Every function that JSONata and AWS define beside them: none of them may be handed on as a value. */
const otherFunctions = new Set(
  (
    'assert average base64decode base64encode clone decodeUrl decodeUrlComponent distinct each encodeUrl encodeUrlComponent eval ' +
    'formatBase formatInteger formatNumber fromMillis match pad parseInteger power range replace reverse shuffle sift single sort ' +
    'split spread sqrt zip'
  ).split(' '),
);

/** What a variable may not be called without hiding a function, and being taken for one. */
export const functionNames: ReadonlySet<string> = new Set([...Object.keys(quickFunctions), ...otherFunctions]);

const quickSteps = new Set([
  'path',
  'name',
  'variable',
  'string',
  'number',
  'value',
  'unary',
  'binary',
  'condition',
  'block',
  'bind',
  'function',
  'lambda',
  'apply',
  'filter',
]);

type Node = Step & Record<string, unknown>;

/**
 * Whether the work of an expression can be foretold step by step, so that counting its steps bounds it: it holds no pattern, no
 * range, no wildcard, no sorting, and calls only quick functions. Marks the steps whose results only pass.
 */
export function isQuick(node: unknown): boolean {
  if (Array.isArray(node)) return node.every(isQuick);
  if (typeof node !== 'object' || node === null) return true;
  const step = node as Node;
  if (step.type === undefined) return isQuick(Object.values(step));
  if (!quickSteps.has(step.type) || step.value === '..') return false;
  if (step.tuple || step.signature !== undefined) return false;
  if (step.type === 'variable' && isNative(step.value)) return false;
  if (step.type === 'apply' && !isCall(step.rhs)) return false;
  if (step.type === 'path') for (const inner of step.steps as Step[]) inner.passes = true;
  if (!isCall(step)) return isQuick(Object.values(step));
  // what is called is a quick function, or no native one
  const { procedure, ...rest } = step;
  return (isQuick(procedure) || isQuickFunction(procedure as Node, (step.arguments as Node[]).length)) && isQuick(Object.values(rest));
}

function isCall(node: unknown): boolean {
  return (node as Node).type === 'function';
}

function isQuickFunction({ type, value }: Node, given: number): boolean {
  return type === 'variable' && Object.hasOwn(quickFunctions, String(value)) && given <= quickFunctions[String(value)]!;
}

function isNative(name: unknown): boolean {
  return functionNames.has(String(name));
}
