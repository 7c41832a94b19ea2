import type { Allowance } from './allowance.ts';
import { brief } from './brief.ts';
import { cidrBlocks } from './cidr-blocks.ts';
import { callProblem, defaultValueOf } from './function-arguments.ts';
import { functionOf } from './function-call.ts';
import { type Mappings, mapped } from './mappings.ts';
import { TemplateError } from './template-error.ts';

/** Where an expression's names come from. */
export interface Scope {
  /** The value of `Ref name`; undefined where there is nothing of that name. */
  ref(name: string): unknown;
  /** The value of `Fn::GetAtt name.attribute`; undefined where there is none. */
  attribute(name: string, attribute: string): unknown;
  /** The value of a condition; undefined where there is none of that name. */
  condition(name: string): boolean | undefined;
  /** The value that a stack exports under a name; undefined where none does. */
  imported?(name: string): string | undefined;
  /** The availability zones of a region. */
  zones(region: string): string[];
  readonly mappings: Mappings;
  /** Whether the template has the transform AWS::LanguageExtensions. */
  readonly extended: boolean;
  readonly allowance: Allowance;
}

/** What `Ref AWS::NoValue` gives: the property that holds it is left out. */
export const noValue = Symbol('AWS::NoValue');

type Evaluate = (argument: unknown, scope: Scope) => unknown;

const functions: Record<string, Evaluate> = {
  Ref: (name, scope) => counted(known(scope.ref(String(name)), `Ref ${name}`), scope),
  'Fn::GetAtt': (argument, scope) => {
    const [name, ...path] = typeof argument === 'string' ? argument.split('.') : (argument as string[]);
    const attribute = path.join('.');
    return counted(known(scope.attribute(name!, attribute), `Fn::GetAtt ${name}.${attribute}`), scope);
  },
  'Fn::Sub': (argument, scope) => {
    const [template, variables] = Array.isArray(argument) ? (argument as [string, Record<string, unknown>]) : [argument as string, {}];
    const values = new Map<string, string>();
    const given = (name: string) => {
      if (!values.has(name)) values.set(name, asText(evaluate(variables[name], scope)));
      return values.get(name)!;
    };
    return template.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (Object.hasOwn(variables, name)) return counted(given(name), scope);
      const dot = name.indexOf('.');
      return asText(evaluate(dot === -1 ? { Ref: name } : { 'Fn::GetAtt': [name.slice(0, dot), name.slice(dot + 1)] }, scope));
    });
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = evaluate(argument, scope) as [string, unknown[]];
    checkArgument('Fn::Join', [separator, parts], scope);
    for (const part of parts) scope.allowance.take(asText(part).length + separator.length);
    return parts.map(asText).join(separator);
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = evaluate(argument, scope) as [string, string];
    const text = asText(whole);
    // there may be a part for each character
    scope.allowance.take(text.length * 4);
    return text.split(separator);
  },
  'Fn::Select': (argument, scope) => {
    const [index, list] = evaluate(argument, scope) as [string | number, unknown[]];
    checkArgument('Fn::Select', [index, list], scope);
    return known(list[Number(index)], `Fn::Select ${index} of ${list.length} items`);
  },
  'Fn::FindInMap': (argument, scope) => evaluate(lookedUp(argument as unknown[], scope), scope),
  'Fn::ImportValue': (argument, scope) => {
    const name = asText(evaluate(argument, scope));
    const value = scope.imported?.(name);
    if (value === undefined) throw new TemplateError(`No export named ${name} found.`);
    return counted(value, scope);
  },
  'Fn::Base64': (argument, scope) => {
    const text = asText(evaluate(argument, scope));
    scope.allowance.take(text.length * 2);
    return Buffer.from(text).toString('base64');
  },
  'Fn::GetAZs': (argument, scope) => scope.zones(asText(evaluate(argument, scope))),
  'Fn::Cidr': (argument, scope) => {
    const [ipBlock, count, cidrBits] = evaluate(argument, scope) as unknown[];
    const blocks = cidrBlocks(asText(ipBlock), Number(count), Number(cidrBits));
    for (const block of blocks) counted(block, scope);
    return blocks;
  },
  'Fn::Length': (argument, scope) => {
    const list = evaluate(argument, scope);
    checkArgument('Fn::Length', list, scope);
    return (list as unknown[]).length;
  },
  'Fn::ToJsonString': (argument, scope) => counted(JSON.stringify(evaluate(argument, scope)), scope),
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

/** A value that has come about, whose length counts. @throws TemplateError */
function counted<T>(value: T, { allowance }: Scope): T {
  if (typeof value === 'string') allowance.take(value.length);
  return value;
}

/** @throws TemplateError */
function checkArgument(name: string, argument: unknown, { extended }: Scope): void {
  const problem = callProblem(name, argument, extended);
  if (problem) throw new TemplateError(problem);
}

/**
 * A value with every function in it evaluated.
 *
 * @throws TemplateError for what is not there and for functions that are not supported
 */
export function evaluate(value: unknown, scope: Scope): unknown {
  scope.allowance.take();
  const name = functionOf(value);
  if (name) {
    const argument = (value as Record<string, unknown>)[name];
    checkArgument(name, argument, scope);
    return functions[name]!(argument, scope);
  }
  return mapValues(value, (item) => evaluate(item, scope));
}

/** A condition's value: an expression or `{ Condition: name }`. */
export function truth(expression: unknown, scope: Scope): boolean {
  const named = (expression as { Condition?: unknown } | null)?.Condition;
  if (typeof named === 'string') return known(scope.condition(named), `condition ${named}`) as boolean;
  const value = functionOf(expression) && evaluate(expression, scope);
  if (typeof value === 'boolean') return value;
  throw new TemplateError(`a condition is Fn::Equals, Fn::Not, Fn::And, Fn::Or or another condition, not ${brief(expression)}`);
}

/**
 * A value with each Fn::If replaced by the branch that holds, each Fn::FindInMap by what it finds, if anything, and what is AWS::NoValue
 * left out; other functions stay.
 */
export function settleConditions(value: unknown, scope: Scope): unknown {
  scope.allowance.take();
  const name = functionOf(value);
  if (name === 'Ref' && (value as { Ref: unknown }).Ref === 'AWS::NoValue') return noValue;
  if (name === 'Fn::If') {
    const argument = (value as { 'Fn::If': unknown })['Fn::If'];
    checkArgument(name, argument, scope);
    const [condition, yes, no] = argument as [string, unknown, unknown];
    return settleConditions(known(scope.condition(condition), `condition ${condition}`) ? yes : no, scope);
  }
  if (name === 'Fn::FindInMap') return settledLookup(value, scope);
  if (name === 'Fn::GetAtt') return { [name]: settledAttribute((value as { 'Fn::GetAtt': unknown })[name], scope) };
  return mapValues(value, (item) => settleConditions(item, scope));
}

/** The name of an attribute may be a Ref. */
function settledAttribute(argument: unknown, scope: Scope): unknown {
  if (!Array.isArray(argument) || argument.length !== 2 || functionOf(argument[1]) !== 'Ref') return argument;
  return [argument[0], evaluate(argument[1], scope)];
}

/** One that finds nothing stays, to be told of with what else is wrong. */
function settledLookup(value: unknown, scope: Scope): unknown {
  const argument = (value as { 'Fn::FindInMap': unknown[] })['Fn::FindInMap'];
  if (callProblem('Fn::FindInMap', argument, scope.extended)) return value;
  try {
    return settleConditions(lookedUp(argument, scope), scope);
  } catch (error) {
    if (error instanceof TemplateError) return value;
    throw error;
  }
}

/** What a mapping says, or the expression that stands in for it. */
function lookedUp(argument: unknown[], scope: Scope): unknown {
  const keys = argument.slice(0, 3).map((key) => asText(evaluate(key, scope)));
  try {
    return mapped(scope.mappings, keys);
  } catch (error) {
    const instead = defaultValueOf(argument);
    if (instead !== undefined && error instanceof TemplateError) return instead;
    throw error;
  }
}

function mapValues(value: unknown, map: (item: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(map).filter((item) => item !== noValue);
  const pairs: [string, unknown][] = [];
  for (const key in value) {
    const item = map((value as Record<string, unknown>)[key]);
    if (item !== noValue) pairs.push([key, item]);
  }
  return Object.fromEntries(pairs);
}

function known(value: unknown, what: string): unknown {
  if (value === undefined) throw new TemplateError(`${what}: there is none in the template`);
  return value;
}

/** @throws TemplateError */
export function asText(value: unknown): string {
  if (typeof value === 'object' || value === undefined) throw new TemplateError(`a text is needed, not ${brief(value)}`);
  return String(value);
}
