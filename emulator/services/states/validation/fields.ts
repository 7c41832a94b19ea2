import { isObject } from '../../../kernel/json-object.ts';
import type { QueryLanguageName } from '../definition.ts';
import { expressionIn } from '../expressions.ts';
import { compile } from '../jsonata/compile.ts';
import { parseTimestamp } from '../timestamp.ts';
import type { Fields, Findings } from './findings.ts';
import { type Offered, unsupportedReferences } from './references.ts';

/** A check of one field's value. */
export type Check = (value: unknown, path: string, findings: Findings) => void;

/** The fields that something may have. A name that is absent here is refused. */
export interface FieldRules {
  /** What they are written in, where the other language has fields that these have not. */
  language?: QueryLanguageName;
  required: Record<string, Check>;
  optional: Record<string, Check>;
}

/** The fields that one language alone has, which AWS refuses in the other with words of their own. */
const jsonataOnly: ReadonlySet<string> = new Set(['Arguments', 'Condition', 'Items', 'Output']);
export const jsonPathOnly: ReadonlySet<string> = new Set([
  'InputPath',
  'OutputPath',
  'ResultPath',
  'ResultSelector',
  'Parameters',
  'Result',
  'ItemsPath',
  'SecondsPath',
  'TimestampPath',
  'TimeoutSecondsPath',
  'HeartbeatSecondsPath',
  'MaxConcurrencyPath',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
  'ErrorPath',
  'CausePath',
  'Variable',
  'Iterator',
  'MaxItemsPath',
  'MaxItemsPerBatchPath',
  'MaxInputBytesPerBatchPath',
]);

export function checkFields(fields: Fields, rules: FieldRules, path: string, findings: Findings): void {
  const { language = 'JSONata' } = rules;
  for (const name of Object.keys(rules.required)) {
    if (!Object.hasOwn(fields, name)) findings.schema(`The field '${name}' is required but was missing`, path);
  }
  for (const [name, value] of Object.entries(fields)) {
    const known = [rules.required, rules.optional].find((fields) => Object.hasOwn(fields, name));
    const check = known?.[name];
    if (check) check(value, `${path}/${name}`, findings);
    else if ((language === 'JSONata' ? jsonPathOnly : jsonataOnly).has(name)) {
      const other = language === 'JSONata' ? 'JSONPath' : 'JSONata';
      const why = `The QueryLanguage is set to '${language}', but field '${name}' is only supported for the '${other}' QueryLanguage`;
      findings.schema(why, path);
    } else findings.schema(`Field '${name}' is not supported`, path);
  }
}

function last(path: string): string {
  return path.split('/').at(-1)!;
}

export const text: Check = (value, path, findings) => {
  if (typeof value !== 'string') findings.schema('Expected value of type [STRING]', path);
};

export const truth: Check = (value, path, findings) => {
  if (value !== true) findings.schema(`The field '${last(path)}' must be true`, path);
};

export const anything: Check = () => {};

export function oneOf(...values: string[]): Check {
  return (value, path, findings) => {
    if (!values.includes(value as string)) {
      findings.schema(`The field '${last(path)}' should have one of these values: [${values.join(', ')}]`, path);
    }
  };
}

export function integer(least: number, most = 99_999_999): Check {
  return (value, path, findings) => {
    if (!Number.isInteger(value)) findings.schema(`The field '${last(path)}' must be an integer`, path);
    else if (Number(value) < least) findings.schema(`Minimum value is ${least}`, path);
    else if (Number(value) > most) findings.schema(`Maximum value is ${most}`, path);
  };
}

/** Its limits are written as AWS writes them, with a digit after the point. */
export function number(least: number, most = Number.POSITIVE_INFINITY): Check {
  return (value, path, findings) => {
    if (typeof value !== 'number') findings.schema(`The field '${last(path)}' must be a number`, path);
    else if (value < least) findings.schema(`Minimum value is ${least.toFixed(1)}`, path);
    else if (value > most) findings.schema(`Maximum value is ${most.toFixed(1)}`, path);
  };
}

export const timestamp: Check = (value, path, findings) => {
  if (Number.isNaN(parseTimestamp(String(value)))) findings.schema('String does not match RFC3339 timestamp', path);
};

/** A literal in place of an expression that gives a boolean. */
export const boolean: Check = (value, path, findings) => {
  if (typeof value !== 'boolean') findings.schema(`The field '${last(path)}' must be a JSONata expression or a boolean`, path);
};

/**
 * JSON with JSONata in its strings: every expression must be JSONata, and read only what there is.
 *
 * @param offered what `$states` holds in the field beside input and context
 */
export function templateWith(...offered: Offered[]): Check {
  const check: Check = (value, path, findings) => {
    const expression = expressionIn(value);
    if (expression !== undefined) checkExpression(expression, offered, path, findings);
    else if (typeof value === 'string') checkDelimiters(value, path, findings);
    else if (Array.isArray(value)) value.forEach((item, index) => void check(item, `${path}[${index}]`, findings));
    else if (isObject(value)) for (const [name, item] of Object.entries(value)) check(item, `${path}/${name}`, findings);
  };
  return check;
}

export const template = templateWith();

/** A text that opens an expression closes it, and the other way round; with white space around it, it is a text, as recorded. */
function checkDelimiters(value: string, path: string, findings: Findings): void {
  if (value.startsWith('{%') === value.endsWith('%}')) return;
  findings.schema(`The JSONata expression '${value}' must start with '{%' and end with '%}'`, path);
}

function checkExpression(expression: string, offered: readonly Offered[], path: string, findings: Findings): void {
  let tree: unknown;
  try {
    tree = compile(expression).expression.ast();
  } catch (error) {
    findings.invalidExpression((error as Error).message, path);
    return;
  }
  for (const complaint of unsupportedReferences(tree, offered)) findings.unsupportedExpression(complaint, path);
}

/** A JSONata expression, or a literal that `literal` takes. */
export function expressionOr(literal: Check): Check {
  return (value, path, findings) => {
    if (typeof value === 'string') template(value, path, findings);
    if (expressionIn(value) === undefined) literal(value, path, findings);
  };
}

function objectWith(...offered: Offered[]): Check {
  const members = templateWith(...offered);
  return (value, path, findings) => {
    if (isObject(value)) members(value, path, findings);
    else findings.schema(`The field '${last(path)}' must be an object`, path);
  };
}

export const object = objectWith();

/** Checks the names of variables, `states` being taken. */
export function checkVariables(value: unknown, path: string, findings: Findings): void {
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    if (!variable.test(name) || name === 'states') findings.schema(`The variable name '${name}' is not valid`, `${path}/${name}`);
  }
}

/** A Unicode identifier: https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
const variable = /^\p{ID_Start}\p{ID_Continue}{0,79}$/u;

/** Assign: variables by name. */
export function assignWith(...offered: Offered[]): Check {
  const values = objectWith(...offered);
  return (value, path, findings) => {
    values(value, path, findings);
    checkVariables(value, path, findings);
  };
}

/** @param least whether there has to be one */
export function list(item: Check, least: 0 | 1 = 1): Check {
  return (value, path, findings) => {
    if (!Array.isArray(value)) findings.schema(`The field '${last(path)}' must be an array`, path);
    else if (value.length < least) findings.schema('Value cannot be empty', path);
    else value.forEach((one, index) => void item(one, `${path}[${index}]`, findings));
  };
}

/** An object with fields of its own. */
export function structure(rules: FieldRules): Check {
  return (value, path, findings) => {
    if (isObject(value)) checkFields(value, rules, path, findings);
    else findings.schema(`The field '${last(path)}' must be an object`, path);
  };
}
