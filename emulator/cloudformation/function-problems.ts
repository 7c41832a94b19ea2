import { callProblem } from './function-arguments.ts';
import { callsIn, type FunctionCall, functionOf } from './function-call.ts';
import { evaluate, type Scope } from './intrinsics.ts';
import { TemplateError } from './template-error.ts';

/** What a call refers to: a name, with its attribute if any. */
export interface Reference {
  name: string;
  attribute?: string;
}

/** What calls of Ref, Fn::GetAtt and Fn::Sub refer to. */
export function references(calls: FunctionCall[]): Reference[] {
  const found: Reference[] = [];
  const recorder: Scope = {
    ref: (name) => found.push({ name }) && '',
    attribute: (name, attribute) => found.push({ name, attribute }) && '',
    condition: () => true,
    zones: () => [],
    mappings: {},
    extended: false,
  };
  for (const { name, argument } of calls) {
    if (callProblem(name, argument, true)) continue;
    if (name === 'Ref' || name === 'Fn::GetAtt') evaluate({ [name]: argument }, recorder);
    // the calls in its variables are among the others
    if (name === 'Fn::Sub') evaluate({ [name]: withoutValues(argument) }, recorder);
  }
  return found;
}

function withoutValues(argument: unknown): unknown {
  if (!Array.isArray(argument)) return argument;
  return [argument[0], Object.fromEntries(Object.keys(argument[1] as object).map((name) => [name, '']))];
}

/** A line for each call of a function that is not supported, or is given what it does not take. */
export function functionProblems(calls: FunctionCall[], { extended }: Pick<Scope, 'extended'>): string[] {
  return calls.flatMap(({ name, argument }) => callProblem(name, argument, extended) ?? []);
}

const none: string[] = [];

/**
 * The functions in a value that cannot be evaluated, although all that they refer to is known already. Each line begins with the
 * function's place in the value, which is put together only where there is one: most values are large and have none.
 */
export function valueProblems(value: unknown, scope: Scope, isKnown: (name: string) => boolean): string[] {
  if (typeof value !== 'object' || value === null) return none;
  const name = functionOf(value);
  // they are what others refer by: whether there is something of that name is asked of references
  if (name === 'Ref' || name === 'Fn::GetAtt') return none;
  let within = none;
  for (const key in value) {
    const problems = valueProblems((value as Record<string, unknown>)[key], scope, isKnown);
    if (problems.length > 0) within = [...within, ...problems.map((problem) => (Array.isArray(value) ? `[${key}]` : `.${key}`) + problem)];
  }
  if (!name || within.length > 0) return within;
  const calls = callsIn(value);
  if (functionProblems(calls, scope).length > 0) return [];
  const later = references(calls).filter((one) => one.attribute !== undefined || !isKnown(one.name));
  if (later.length > 0 && name === 'Fn::FindInMap')
    return later.map((one) => `: ${name} can refer to parameters only, and ${one.name} is none`);
  if (later.length > 0) return [];
  try {
    evaluate(value, scope);
    return [];
  } catch (error) {
    if (error instanceof TemplateError) return [`: ${error.message}`];
    throw error;
  }
}
