import { callProblem } from './function-arguments.ts';
import { functionOf, walkCalls } from './function-call.ts';
import { evaluate, type Scope } from './intrinsics.ts';
import { TemplateError } from './template-error.ts';

/** Every name, with its attribute if any, that a value refers to by Ref, Fn::GetAtt and Fn::Sub. */
export function references(value: unknown): { name: string; attribute?: string }[] {
  const found: { name: string; attribute?: string }[] = [];
  const recorder: Scope = {
    ref: (name) => found.push({ name }) && '',
    attribute: (name, attribute) => found.push({ name, attribute }) && '',
    condition: () => true,
    zones: () => [],
    mappings: {},
    extended: false,
  };
  walkCalls(value, (name, argument) => {
    if (callProblem(name, argument, true)) return;
    if (name === 'Ref' || name === 'Fn::GetAtt') evaluate({ [name]: argument }, recorder);
    // its variables are walked by themselves
    if (name === 'Fn::Sub') evaluate({ [name]: withoutValues(argument) }, recorder);
  });
  return found;
}

function withoutValues(argument: unknown): unknown {
  if (!Array.isArray(argument)) return argument;
  return [argument[0], Object.fromEntries(Object.keys(argument[1] as object).map((name) => [name, '']))];
}

/** The functions in a value that are not supported, or are given what they do not take. */
export function functionProblems(value: unknown, { extended }: Pick<Scope, 'extended'>): string[] {
  const found: string[] = [];
  walkCalls(value, (name, argument) => {
    const problem = callProblem(name, argument, extended);
    if (problem) found.push(problem);
  });
  return found;
}

/**
 * The functions in a value that cannot be evaluated, although all that they refer to is known already. Each line begins with the
 * function's place.
 */
export function valueProblems(value: unknown, scope: Scope, isKnown: (name: string) => boolean, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const name = functionOf(value);
  // they are what others refer by: whether there is something of that name is asked of references
  if (name === 'Ref' || name === 'Fn::GetAtt') return [];
  const at = (key: string) => (Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
  const within = Object.entries(value).flatMap(([key, item]) => valueProblems(item, scope, isKnown, at(key)));
  if (!name || within.length > 0 || functionProblems(value, scope).length > 0) return within;
  const later = references(value).filter((one) => one.attribute !== undefined || !isKnown(one.name));
  if (later.length > 0 && name === 'Fn::FindInMap')
    return later.map((one) => `${path}: ${name} can refer to parameters only, and ${one.name} is none`);
  if (later.length > 0) return [];
  try {
    evaluate(value, scope);
    return [];
  } catch (error) {
    if (error instanceof TemplateError) return [`${path}: ${error.message}`];
    throw error;
  }
}
