import { brief } from './brief.ts';
import { cidrBlocks } from './cidr-blocks.ts';
import { defaultValueOf } from './function-arguments.ts';
import { functionOf } from './function-call.ts';
import { mapped } from './mappings.ts';
import { asText, checkArgument, counted, known, mapValues, type Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

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

/** What a mapping says, or the expression that stands in for it. */
export function lookedUp(argument: unknown[], scope: Scope): unknown {
  const keys = argument.slice(0, 3).map((key) => asText(evaluate(key, scope)));
  try {
    return mapped(scope.mappings, keys);
  } catch (error) {
    const instead = defaultValueOf(argument);
    if (instead !== undefined && error instanceof TemplateError) return instead;
    throw error;
  }
}
