import { comparisons, holds, isOf, typeTests } from './comparisons.ts';
import type { Rule } from './fields.ts';
import { path } from './path.ts';
import { type Reader, ReadingFailure } from './reader.ts';
import { stringMatches } from './string-matches.ts';

/**
 * Whether a rule of a Choice holds; the first operand of And and Or that decides ends it.
 *
 * @throws ReadingFailure
 */
export function ruleHolds(rule: Rule, reader: Reader): boolean {
  if (rule.And) return rule.And.every((one) => ruleHolds(one, reader));
  if (rule.Or) return rule.Or.some((one) => ruleHolds(one, reader));
  if (rule.Not) return !ruleHolds(rule.Not, reader);
  const variable = rule.Variable!;
  if (rule.IsPresent !== undefined) return reader.look(path(variable)).found === rule.IsPresent;
  const value = valueAt(variable, reader);
  const [operator, wanted] = Object.entries(rule).find(([name]) => isOperator(name))!;
  if (operator === 'StringMatches')
    return typeof value === 'string' && reader.bounded(() => stringMatches(String(wanted), value, reader.work));
  if (Object.hasOwn(typeTests, operator)) return typeTests[operator]!(value) === wanted;
  if (Object.hasOwn(comparisons, operator)) return holds(comparisons[operator]!, value, wanted);
  return holdsWithPath(operator.replace(/Path$/, ''), value, String(wanted), reader);
}

/** The comparisons that a rule may make; without paths that stand in place of values. */
export const operators: readonly string[] = [...Object.keys(comparisons), 'StringMatches', ...Object.keys(typeTests), 'IsPresent'];

export function isOperator(name: string): boolean {
  return operators.includes(name) || (name.endsWith('Path') && Object.hasOwn(comparisons, name.slice(0, -4)));
}

/** As measured (ManageIQ/floe): of what is not only compared for equality, the other value has to be of the kind. */
function holdsWithPath(operator: string, value: unknown, other: string, reader: Reader): boolean {
  const comparison = comparisons[operator]!;
  const wanted = valueAt(other, reader);
  if (comparison.relation !== 'Equals' && !isOf(comparison, value) && !isOf(comparison, wanted)) {
    throw new ReadingFailure('States.Runtime', `Invalid value provided at path '${other}'`);
  }
  return holds(comparison, value, wanted);
}

function valueAt(text: string, reader: Reader): unknown {
  const reading = reader.look(path(text));
  if (reading.found) return reading.value;
  throw new ReadingFailure('States.Runtime', `Invalid path '${text}': The choice state's condition path references an invalid value.`);
}
