import { callsIn } from './function-call.ts';
import { functionProblems, references } from './function-problems.ts';
import { truth } from './intrinsics.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';

/**
 * Gives a template's conditions their values, each one once; one that is wrong does not hold.
 *
 * @param problems takes a line for each that is wrong, once
 */
export function conditionValues(
  conditions: Record<string, unknown>,
  scope: Scope,
  isKnown: (name: string) => boolean,
  problems: string[],
): Scope['condition'] {
  const known = new Map<string, boolean>();
  const asked: string[] = [];
  return (name) => {
    if (known.has(name) || !Object.hasOwn(conditions, name)) return known.get(name);
    if (asked.includes(name))
      throw new TemplateError(`circular dependency between conditions: ${[...asked.slice(asked.indexOf(name)), name].join(' → ')}`);
    const wrong = (problem: string) => problems.push(`condition ${name}: ${problem}`);
    const strange = conditionProblems(conditions[name], scope, isKnown);
    strange.forEach(wrong);
    asked.push(name);
    try {
      known.set(name, strange.length === 0 && truth(conditions[name], scope));
    } catch (error) {
      if (error instanceof TemplateError) wrong(error.message);
      else if (error instanceof RangeError) wrong('it rests on others, and these on others, too deep');
      else throw error;
      known.set(name, false);
    } finally {
      asked.pop();
    }
    return known.get(name);
  };
}

/** What is wrong with an expression before anything is evaluated. CloudFormation knows no resources in this section. */
function conditionProblems(expression: unknown, scope: Scope, isKnown: (name: string) => boolean): string[] {
  const calls = callsIn(expression);
  const unknown = references(calls).filter(({ name, attribute }) => attribute !== undefined || !isKnown(name));
  return [
    ...functionProblems(calls, scope),
    ...unknown.map(({ name }) => `it refers to ${name}, which is no parameter; conditions cannot refer to resources`),
  ];
}
