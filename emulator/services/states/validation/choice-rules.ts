import { isObject } from '../../../kernel/json-object.ts';
import { isOperator, operators } from '../jsonpath/choice-rule.ts';
import { type Check, type FieldRules, list, structure, text, timestamp } from './fields.ts';
import type { Fields } from './findings.ts';
import { assignments, jsonPath, referencePath } from './jsonpath-fields.ts';

const literal =
  (type: 'number' | 'boolean'): Check =>
  (value, path, findings) => {
    if (typeof value !== type) findings.schema(`Expected value of type [${type.toUpperCase()}]`, path);
  };

const literals: [RegExp, Check][] = [
  [/^(Is|Boolean)/, literal('boolean')],
  [/^Numeric/, literal('number')],
  [/^Timestamp/, timestamp],
  [/^String/, text],
];

const comparing: Record<string, Check> = Object.fromEntries(
  operators.flatMap((name): [string, Check][] => {
    const check = literals.find(([pattern]) => pattern.test(name))![1];
    return isOperator(`${name}Path`)
      ? [
          [name, check],
          [`${name}Path`, jsonPath],
        ]
      : [[name, check]];
  }),
);

/** A rule inside another one, which leads nowhere by itself. */
const inner: Check = (value, path, findings) => rule(value, path, findings, { required: {}, optional: {} });
/** Each of the rules of a Choice. */
export const choiceRule: Check = (value, path, findings) =>
  rule(value, path, findings, { required: { Next: text }, optional: { Assign: assignments } });

function rule(value: unknown, path: string, findings: Parameters<Check>[2], { required, optional }: FieldRules): void {
  const fields: FieldRules = {
    language: 'JSONPath',
    required,
    optional: { ...optional, ...comparing, Comment: text, Variable: referencePath, And: list(inner), Or: list(inner), Not: inner },
  };
  structure(fields)(value, path, findings);
  if (isObject(value)) checkForm(value, path, findings);
}

/** A comparison of a Variable, or a rule that is made of others. */
function checkForm(given: Fields, path: string, findings: Parameters<Check>[2]): void {
  const combining = ['And', 'Or', 'Not'].filter((name) => given[name] !== undefined);
  const compared = Object.keys(given).filter(isOperator);
  if (combining.length + compared.length !== 1) {
    findings.schema('A Choice rule must have exactly one comparison operator, or one of the fields [And, Or, Not]', path);
  } else if (compared.length === 1 && given.Variable === undefined) {
    findings.schema("The field 'Variable' is required but was missing", path);
  }
}
