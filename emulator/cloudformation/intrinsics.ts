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
      if (name in variables) return text(evaluate(variables[name], scope));
      const dot = name.indexOf('.');
      return text(evaluate(dot === -1 ? { Ref: name } : { 'Fn::GetAtt': [name.slice(0, dot), name.slice(dot + 1)] }, scope));
    });
  },
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = evaluate(argument, scope) as [string, unknown[]];
    return parts.map(text).join(separator);
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = evaluate(argument, scope) as [string, string];
    return text(whole).split(separator);
  },
  'Fn::Select': (argument, scope) => {
    const [index, list] = evaluate(argument, scope) as [string | number, unknown[]];
    return known(list[Number(index)], `Fn::Select ${index} of ${list.length} items`);
  },
  'Fn::If': (argument, scope) => {
    const [name, yes, no] = argument as [string, unknown, unknown];
    return evaluate(known(scope.condition(name), `condition ${name}`) ? yes : no, scope);
  },
  'Fn::Equals': (argument, scope) => {
    const [one, other] = evaluate(argument, scope) as [unknown, unknown];
    return text(one) === text(other);
  },
  'Fn::Not': (argument, scope) => !truth((argument as unknown[])[0], scope),
  'Fn::And': (argument, scope) => (argument as unknown[]).every((each) => truth(each, scope)),
  'Fn::Or': (argument, scope) => (argument as unknown[]).some((each) => truth(each, scope)),
};

/** The name of the function that a value calls; undefined where it is plain. */
export function functionOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [name, ...others] = Object.keys(value);
  return others.length === 0 && name && (name === 'Ref' || name.startsWith('Fn::')) ? name : undefined;
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
    return run((value as Record<string, unknown>)[name], scope);
  }
  return mapValues(value, (item) => evaluate(item, scope));
}

/** A condition's value: an expression or `{ Condition: name }`. */
export function truth(expression: unknown, scope: Scope): boolean {
  const named = (expression as { Condition?: unknown } | null)?.Condition;
  if (typeof named === 'string') return known(scope.condition(named), `condition ${named}`) as boolean;
  return evaluate(expression, scope) === true;
}

/** A value with each Fn::If replaced by the branch that holds, and what is AWS::NoValue left out; other functions stay. */
export function settleConditions(value: unknown, scope: Scope): unknown {
  const name = functionOf(value);
  if (name === 'Ref' && (value as { Ref: unknown }).Ref === 'AWS::NoValue') return noValue;
  if (name === 'Fn::If') {
    const [condition, yes, no] = (value as { 'Fn::If': [string, unknown, unknown] })['Fn::If'];
    return settleConditions(known(scope.condition(condition), `condition ${condition}`) ? yes : no, scope);
  }
  return mapValues(value, (item) => settleConditions(item, scope));
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
    if (name === 'Ref' || name === 'Fn::GetAtt') evaluate(expression, recorder);
    // its variables are walked by themselves
    if (name === 'Fn::Sub') evaluate({ 'Fn::Sub': withoutValues((expression as { 'Fn::Sub': unknown })['Fn::Sub']) }, recorder);
  });
  return found;
}

/** The functions in a value that are not supported. */
export function unsupportedFunctions(value: unknown): string[] {
  const found: string[] = [];
  walk(value, (_, name) => functions[name] ?? found.push(`${name} is not supported; supported are ${Object.keys(functions).join(', ')}`));
  return found;
}

function walk(value: unknown, visit: (expression: unknown, name: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  const name = functionOf(value);
  if (name) visit(value, name);
  for (const item of Object.values(value)) walk(item, visit);
}

function withoutValues(argument: unknown): unknown {
  if (!Array.isArray(argument)) return argument;
  return [argument[0], Object.fromEntries(Object.keys(argument[1] as object).map((name) => [name, '']))];
}

function mapValues(value: unknown, map: (item: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map).filter((item) => item !== noValue);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, map(item)] as const);
  return Object.fromEntries(entries.filter(([, item]) => item !== noValue));
}

function known(value: unknown, what: string): unknown {
  if (value === undefined) throw new TemplateError(`${what}: there is none in the template`);
  return value;
}

function text(value: unknown): string {
  if (typeof value === 'object') throw new TemplateError(`a text is needed, not ${JSON.stringify(value)}`);
  return String(value);
}
