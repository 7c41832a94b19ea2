import { Allowance } from './allowance.ts';
import { callProblem } from './function-arguments.ts';
import { type FunctionCall, functionOf } from './function-call.ts';
import { evaluate } from './intrinsics.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/** What a call refers to: a name, with its attribute if any. */
export interface Reference {
  name: string;
  attribute?: string;
}

/** What calls of Ref, Fn::GetAtt and Fn::Sub refer to. */
export function references(calls: FunctionCall[]): Reference[] {
  const found: Reference[] = [];
  for (const { name, argument } of calls) for (const one of ownReferences(name, argument)) found.push(one);
  return found;
}

/** Those of a call itself, and not of those within it. */
function ownReferences(call: string, argument: unknown): Reference[] {
  if (!['Ref', 'Fn::GetAtt', 'Fn::Sub'].includes(call) || callProblem(call, argument, true)) return [];
  const found: Reference[] = [];
  const recorder: Scope = {
    ref: (name) => found.push({ name }) && '',
    attribute: (name, attribute) => found.push({ name, attribute }) && '',
    condition: () => true,
    zones: () => [],
    mappings: {},
    extended: false,
    allowance: new Allowance(),
  };
  // the calls in its variables are among the others
  evaluate({ [call]: call === 'Fn::Sub' ? withoutValues(argument) : argument }, recorder);
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

/**
 * The functions in a value that cannot be evaluated, although all that they refer to is known already. Each line begins with the
 * function's place in the value.
 */
export function valueProblems(value: unknown, scope: Scope, isKnown: (name: string) => boolean): string[] {
  const problems: string[] = [];
  /** What is known only later, in the order of the template. */
  const later: Reference[] = [];
  // put together only where there is a problem: most values are large and have none
  const path: (string | number)[] = [];
  const place = () => path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  /** @returns whether all functions in it are given what they take */
  const weigh = (item: unknown): boolean => {
    if (typeof item !== 'object' || item === null) return true;
    const call = functionOf(item);
    const argument = call && (item as Record<string, unknown>)[call];
    const found = problems.length;
    const from = later.length;
    if (call) for (const one of ownReferences(call, argument)) if (one.attribute !== undefined || !isKnown(one.name)) later.push(one);
    let fits = !call || callProblem(call, argument, scope.extended) === undefined;
    // they are what others refer by: whether there is something of that name is asked of references
    if (call === 'Ref' || call === 'Fn::GetAtt') return fits;
    for (const key in item) {
      path.push(Array.isArray(item) ? Number(key) : key);
      if (!weigh((item as Record<string, unknown>)[key])) fits = false;
      path.pop();
    }
    if (!call || !fits || problems.length > found) return fits;
    if (call === 'Fn::FindInMap')
      problems.push(...later.slice(from).map(({ name }) => `${place()}: ${call} can refer to parameters only, and ${name} is none`));
    if (later.length === from) problems.push(...evaluationProblems(item, scope).map((problem) => `${place()}: ${problem}`));
    return fits;
  };
  weigh(value);
  return problems;
}

function evaluationProblems(call: unknown, scope: Scope): string[] {
  try {
    evaluate(call, scope);
    return [];
  } catch (error) {
    if (error instanceof TemplateError) return [error.message];
    throw error;
  }
}
