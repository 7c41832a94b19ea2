/** Where an expression's names come from. */
export interface Scope {
  /** The value of `Ref name`; undefined where there is nothing of that name. */
  ref(name: string): unknown;
  /** The value of `Fn::GetAtt name.attribute`; undefined where there is none. */
  attribute(name: string, attribute: string): unknown;
  /** The value of a condition; undefined where there is none of that name. */
  condition(name: string): boolean | undefined;
}

/** What `Ref AWS::NoValue` gives: the property that holds it is left out. */
export const noValue = Symbol('AWS::NoValue');

/** Something that a template refers to and that is not there, or a function that is not supported. */
export class TemplateError extends Error {}

type Evaluate = (argument: unknown, scope: Scope) => unknown;

const functions: Record<string, Evaluate> = {
  Ref: (name, scope) => known(scope.ref(String(name)), `Ref ${name}`),
  'Fn::GetAtt': (argument, scope) => {
    const [name, ...path] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
    const attribute = path.join('.');
    return known(scope.attribute(name!, attribute), `Fn::GetAtt ${name}.${attribute}`);
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = Array.isArray(argument) ? (argument as [string, Record<string, unknown>]) : [argument as string, {}];
    return template.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return asText(evaluate(variables[name], scope));
      const dot = name.indexOf('.');
      return asText(evaluate(dot === -1 ? { Ref: name } : { 'Fn::GetAtt': [name.slice(0, dot), name.slice(dot + 1)] }, scope));
    });
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = evaluate(argument, scope) as [string, unknown[]];
    checkArgument('Fn::Join', [separator, parts]);
    return parts.map(asText).join(separator);
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = evaluate(argument, scope) as [string, string];
    return asText(whole).split(separator);
  },
  'Fn::Select': (argument, scope) => {
    const [index, list] = evaluate(argument, scope) as [string | number, unknown[]];
    checkArgument('Fn::Select', [index, list]);
    return known(list[Number(index)], `Fn::Select ${index} of ${list.length} items`);
  },
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = argument as [string, unknown, unknown];
    return evaluate(known(scope.condition(name), `condition ${name}`) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [one, other] = evaluate(argument, scope) as [unknown, unknown];
    return asText(one) === asText(other);
  },
  'Fn::Not': (argument, scope) => !truth((argument as unknown[])[0], scope),
  'Fn::And': (argument, scope) => (argument as unknown[]).every((each) => truth(each, scope)),
  'Fn::Or': (argument, scope) => (argument as unknown[]).some((each) => truth(each, scope)),
};

/** What the functions take. */
const takes: Record<string, { words: string; fits: (argument: unknown) => boolean }> = {
  Ref: { words: 'a name', fits: isText },
  'Fn::GetAtt': {
    words: '[name, attribute]',
    fits: (argument) => (isText(argument) ? argument.includes('.') : isList(argument, 2) && argument.every(isText)),
  },
  'Fn::Sub': {
    words: 'a text, or [text, {name: value}]',
    fits: (argument) => isText(argument) || (isList(argument, 2) && isText(argument[0]) && isMap(argument[1])),
  },
  'Fn::Join': { words: '[separator, list]', fits: (argument) => isPair(argument) && isText(argument[0]) && isListOrCall(argument[1]) },
  'Fn::Split': { words: '[separator, text]', fits: (argument) => isPair(argument) && isText(argument[0]) },
  'Fn::Select': {
    words: '[index, list], the index a whole number within the list',
    fits: (argument) => isPair(argument) && isListOrCall(argument[1]) && isIndexOrCall(argument[0], argument[1]),
  },
  'Fn::If': { words: '[condition, value, value]', fits: (argument) => isList(argument, 3) && isText(argument[0]) },
  'Fn::Equals': { words: '[value, value]', fits: isPair },
  'Fn::Not': { words: '[condition]', fits: (argument) => isList(argument, 1) },
  'Fn::And': { words: 'two to ten conditions', fits: isSome },
  'Fn::Or': { words: 'two to ten conditions', fits: isSome },
};

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isList(value: unknown, least: number): value is unknown[] {
  return Array.isArray(value) && value.length >= least;
}

function isPair(value: unknown): value is [unknown, unknown] {
  return isList(value, 2) && value.length === 2;
}

function isSome(value: unknown): boolean {
  return isList(value, 2) && value.length <= 10;
}

function isIndexOrCall(value: unknown, list: unknown): boolean {
  if (functionOf(value)) return true;
  return !Array.isArray(value) && /^\d+$/.test(String(value)) && (!Array.isArray(list) || Number(value) < list.length);
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOrCall(value: unknown): boolean {
  return isList(value, 0) || functionOf(value) !== undefined;
}

function misfit(name: string, expression: unknown): string {
  return `${name} takes ${takes[name]!.words}, not ${JSON.stringify((expression as Record<string, unknown>)[name])}`;
}

/** @throws TemplateError */
function checkArgument(name: string, argument: unknown): void {
  if (!takes[name]!.fits(argument)) throw new TemplateError(misfit(name, { [name]: argument }));
}

/** The name of the function that a value calls; undefined where it is plain. */
export function functionOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  let only: string | undefined;
  for (const name in value) {
    if (only !== undefined) return undefined;
    only = name;
  }
  return only === 'Ref' || only?.startsWith('Fn::') ? only : undefined;
}

/**
 * A value with every function in it evaluated.
 *
 * @throws TemplateError for what is not there and for functions that are not supported
 */
export function evaluate(value: unknown, scope: Scope): unknown {
  const name = functionOf(value);
  if (name) {
    const run = functions[name];
    if (!run) throw new TemplateError(`${name} is not supported; supported are ${Object.keys(functions).join(', ')}`);
    const argument = (value as Record<string, unknown>)[name];
    checkArgument(name, argument);
    return run(argument, scope);
  }
  return mapValues(value, (item) => evaluate(item, scope));
}

/** A condition's value: an expression or `{ Condition: name }`. */
export function truth(expression: unknown, scope: Scope): boolean {
  const named = (expression as { Condition?: unknown } | null)?.Condition;
  if (typeof named === 'string') return known(scope.condition(named), `condition ${named}`) as boolean;
  const value = functionOf(expression) && evaluate(expression, scope);
  if (typeof value === 'boolean') return value;
  throw new TemplateError(`a condition is Fn::Equals, Fn::Not, Fn::And, Fn::Or or another condition, not ${JSON.stringify(expression)}`);
}

/** A value with each Fn::If replaced by the branch that holds, and what is AWS::NoValue left out; other functions stay. */
export function settleConditions(value: unknown, scope: Scope): unknown {
  const name = functionOf(value);
  if (name === 'Ref' && (value as { Ref: unknown }).Ref === 'AWS::NoValue') return noValue;
  if (name === 'Fn::If') {
    const argument = (value as { 'Fn::If': unknown })['Fn::If'];
    checkArgument(name, argument);
    const [condition, yes, no] = argument as [string, unknown, unknown];
    return settleConditions(known(scope.condition(condition), `condition ${condition}`) ? yes : no, scope);
  }
  if (name === 'Fn::GetAtt') return { [name]: settledAttribute((value as { 'Fn::GetAtt': unknown })[name], scope) };
  return mapValues(value, (item) => settleConditions(item, scope));
}

/** The name of an attribute may be a Ref. */
function settledAttribute(argument: unknown, scope: Scope): unknown {
  if (!isPair(argument) || functionOf(argument[1]) !== 'Ref') return argument;
  return [argument[0], evaluate(argument[1], scope)];
}

/** Every name, with its attribute if any, that a value refers to by Ref, Fn::GetAtt and Fn::Sub. */
export function references(value: unknown): { name: string; attribute?: string }[] {
  const found: { name: string; attribute?: string }[] = [];
  const recorder: Scope = {
    ref: (name) => found.push({ name }) && '',
    attribute: (name, attribute) => found.push({ name, attribute }) && '',
    condition: () => true,
  };
  walk(value, (expression, name) => {
    if (!takes[name]?.fits((expression as Record<string, unknown>)[name])) return;
    if (name === 'Ref' || name === 'Fn::GetAtt') evaluate(expression, recorder);
    // its variables are walked by themselves
    if (name === 'Fn::Sub') evaluate({ 'Fn::Sub': withoutValues((expression as { 'Fn::Sub': unknown })['Fn::Sub']) }, recorder);
  });
  return found;
}

/** The functions in a value that are not supported, or are given what they do not take. */
export function functionProblems(value: unknown): string[] {
  const found: string[] = [];
  walk(value, (expression, name) => {
    if (!functions[name]) found.push(`${name} is not supported; supported are ${Object.keys(functions).join(', ')}`);
    else if (!takes[name]!.fits((expression as Record<string, unknown>)[name])) found.push(misfit(name, expression));
  });
  return found;
}

function walk(value: unknown, visit: (expression: unknown, name: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const name = functionOf(value);
  if (name) visit(value, name);
  for (const key in value) walk((value as Record<string, unknown>)[key], visit);
}

function withoutValues(argument: unknown): unknown {
  if (!Array.isArray(argument)) return argument;
  return [argument[0], Object.fromEntries(Object.keys(argument[1] as object).map((name) => [name, '']))];
}

function mapValues(value: unknown, map: (item: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(map).filter((item) => item !== noValue);
  const mapped: [string, unknown][] = [];
  for (const key in value) {
    const item = map((value as Record<string, unknown>)[key]);
    if (item !== noValue) mapped.push([key, item]);
  }
  return Object.fromEntries(mapped);
}

function known(value: unknown, what: string): unknown {
  if (value === undefined) throw new TemplateError(`${what}: there is none in the template`);
  return value;
}

/** @throws TemplateError */
export function asText(value: unknown): string {
  if (typeof value === 'object' || value === undefined) throw new TemplateError(`a text is needed, not ${JSON.stringify(value)}`);
  return String(value);
}
