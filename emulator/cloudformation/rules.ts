import { brief } from './brief.ts';
import { functionOf } from './function-call.ts';
import { asText } from './scope.ts';
import { TemplateError } from './template-error.ts';

export interface Rule {
  RuleCondition?: unknown;
  Assertions: { Assert: unknown; AssertDescription?: string }[];
}

/** What rules may refer to. */
interface Parameters {
  /** The value of a parameter or pseudo parameter; undefined where there is none of that name. */
  parameter(name: string): unknown;
  /** The values of all parameters of a type. */
  parametersOfType(type: string): unknown[];
}

interface RuleFunction {
  words: string;
  least: number;
  most: number;
  run(items: unknown[]): unknown;
}

const functions: Record<string, RuleFunction> = {
  'Fn::Equals': { words: '[value, value]', least: 2, most: 2, run: ([one, other]) => asText(one) === asText(other) },
  'Fn::Contains': { words: '[list, text]', least: 2, most: 2, run: ([list, text]) => texts(list).includes(asText(text)) },
  'Fn::EachMemberEquals': {
    words: '[list, text]',
    least: 2,
    most: 2,
    run: ([list, text]) => texts(list).every((member) => member === asText(text)),
  },
  'Fn::EachMemberIn': {
    words: '[list, list]',
    least: 2,
    most: 2,
    run: ([list, allowed]) => texts(list).every((member) => texts(allowed).includes(member)),
  },
  'Fn::Not': { words: '[condition]', least: 1, most: 1, run: ([one]) => !flag(one) },
  'Fn::And': { words: 'two to ten conditions', least: 2, most: 10, run: (conditions) => conditions.map(flag).every(Boolean) },
  'Fn::Or': { words: 'two to ten conditions', least: 2, most: 10, run: (conditions) => conditions.map(flag).some(Boolean) },
};

const supported = ['Ref', 'Fn::RefAll', ...Object.keys(functions)].join(', ');

/**
 * A line for each assertion of a template's rules that does not hold, or cannot be evaluated. Their functions are others than those of
 * resources, and know parameters only.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html
 */
export function ruleProblems(rules: Record<string, Rule> = {}, parameters: Parameters): string[] {
  const problems: string[] = [];
  for (const [name, { RuleCondition, Assertions }] of Object.entries(rules)) {
    const holds = (place: string, expression: unknown) => {
      try {
        return flag(evaluate(expression, parameters));
      } catch (error) {
        if (!(error instanceof TemplateError)) throw error;
        problems.push(`rule ${name}: ${place}: ${error.message}`);
        return undefined;
      }
    };
    if (RuleCondition !== undefined && !holds('RuleCondition', RuleCondition)) continue;
    for (const [index, { Assert, AssertDescription }] of Assertions.entries()) {
      const place = `Assertions[${index}]`;
      if (holds(place, Assert) === false) problems.push(`rule ${name}: ${AssertDescription ?? `${place} does not hold: ${brief(Assert)}`}`);
    }
  }
  return problems;
}

function evaluate(value: unknown, parameters: Parameters): unknown {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, parameters));
  if (typeof value !== 'object' || value === null) return value;
  const name = functionOf(value);
  const given = name && (value as Record<string, unknown>)[name];
  if (name === 'Ref') return referred(given, parameters);
  if (name === 'Fn::RefAll') return parameters.parametersOfType(asText(given)).flat();
  const known = name && functions[name];
  if (!known) throw new TemplateError(`${name ?? brief(value)} is not supported in rules; supported are ${supported}`);
  if (!Array.isArray(given) || given.length < known.least || given.length > known.most)
    throw new TemplateError(`${name} takes ${known.words}, not ${brief(given)}`);
  return known.run(given.map((item) => evaluate(item, parameters)));
}

function referred(name: unknown, { parameter }: Parameters): unknown {
  const value = parameter(asText(name));
  if (value === undefined) throw new TemplateError(`it refers to ${name}, which is no parameter; rules cannot refer to anything else`);
  return value;
}

function texts(value: unknown): string[] {
  if (!Array.isArray(value)) throw new TemplateError(`a list is needed, not ${brief(value)}`);
  return value.map(asText);
}

function flag(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new TemplateError(`a condition is needed, such as Fn::Equals, not ${brief(value)}`);
}
