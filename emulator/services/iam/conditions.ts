import type { RequestContext } from '../../service/request-context.ts';
import { matchesArn, matchesWildcard } from '../../service/wildcard.ts';
import { isGlobal, takesCondition } from './condition-keys.ts';
import { knownConditionKeys } from './known-condition-keys.ts';

/** One line of a policy's Condition block. */
export interface Condition {
  operator: string;
  key: string;
  values: string[];
}

type Comparison = (wanted: string, found: string) => boolean;

const isText: Comparison = (wanted, found) => wanted === found;
const isTextOfAnyCase: Comparison = (wanted, found) => wanted.toLowerCase() === found.toLowerCase();
const bySize = (compare: (wanted: number, found: number) => boolean, sizeOf: (text: string) => number): Comparison => {
  return (wanted, found) => compare(sizeOf(wanted), sizeOf(found));
};
/** Seconds of the epoch, or a date of ISO 8601. */
const time = (text: string) => (/^-?\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));

/** `negated` operators hold where no value matches, and where the key is absent. */
const operators: Record<string, { compare: Comparison; negated?: boolean }> = {
  StringEquals: { compare: isText },
  StringNotEquals: { compare: isText, negated: true },
  StringEqualsIgnoreCase: { compare: isTextOfAnyCase },
  StringNotEqualsIgnoreCase: { compare: isTextOfAnyCase, negated: true },
  StringLike: { compare: matchesWildcard },
  StringNotLike: { compare: matchesWildcard, negated: true },
  ArnEquals: { compare: matchesArn },
  ArnLike: { compare: matchesArn },
  ArnNotEquals: { compare: matchesArn, negated: true },
  ArnNotLike: { compare: matchesArn, negated: true },
  Bool: { compare: isTextOfAnyCase },
  ...sizes('Numeric', Number),
  ...sizes('Date', time),
};

function sizes(kind: string, sizeOf: (text: string) => number) {
  const equal = bySize((wanted, found) => found === wanted, sizeOf);
  return {
    [`${kind}Equals`]: { compare: equal },
    [`${kind}NotEquals`]: { compare: equal, negated: true },
    [`${kind}LessThan`]: { compare: bySize((wanted, found) => found < wanted, sizeOf) },
    [`${kind}LessThanEquals`]: { compare: bySize((wanted, found) => found <= wanted, sizeOf) },
    [`${kind}GreaterThan`]: { compare: bySize((wanted, found) => found > wanted, sizeOf) },
    [`${kind}GreaterThanEquals`]: { compare: bySize((wanted, found) => found >= wanted, sizeOf) },
  };
}

/**
 * Why a condition cannot be evaluated here; undefined where it can. A key that none of the actions has is absent from their requests,
 * whatever it is.
 *
 * @param actions that the statement is about
 */
export function unknownCondition({ operator, key }: Condition, actions: string[]): string | undefined {
  if (operator !== 'Null' && !Object.hasOwn(operators, parts(operator).name)) {
    return `condition operator ${operator}: supported are ${[...Object.keys(operators), 'Null'].join(', ')}, with ForAnyValue:, ForAllValues: and IfExists`;
  }
  if (knownConditionKeys.some((known) => matchesWildcard(known, key, { ignoreCase: true }))) return undefined;
  const asking = isGlobal(key) ? 'every request' : actions.find((action) => takesCondition(action, key));
  return asking && `condition key ${key}, which ${asking} has: supported are ${knownConditionKeys.join(', ')}`;
}

/** Whether a request meets every condition; one with several values is met by any of them. */
export function conditionsHold(conditions: Condition[], context: RequestContext): boolean {
  return conditions.every((condition) => holds(condition, context));
}

function holds(condition: Condition, context: RequestContext): boolean {
  const entry = Object.entries(context).find(([key]) => key.toLowerCase() === condition.key.toLowerCase());
  const found = entry === undefined ? [] : [entry[1]].flat();
  if (condition.operator === 'Null') return condition.values.some((value) => (value === 'true') === (found.length === 0));
  const { name, set, ifExists } = parts(condition.operator);
  const { compare, negated } = operators[name]!;
  const meets = (value: string) => condition.values.some((wanted) => compare(wanted, value)) !== Boolean(negated);
  if (set === 'ForAllValues') return found.every(meets);
  if (found.length === 0) return ifExists || (Boolean(negated) && set === undefined);
  return found.some(meets);
}

function parts(operator: string) {
  const match = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(operator)!;
  return { set: match[1], name: match[2]!, ifExists: match[3] !== undefined };
}
