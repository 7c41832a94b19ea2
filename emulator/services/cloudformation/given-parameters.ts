import type { TemplateSummary } from './engine.ts';
import { invalid } from './refusals.ts';
import type { Stack } from './stack.ts';

export interface ParameterInput {
  ParameterKey?: string;
  ParameterValue?: string;
  UsePreviousValue?: boolean;
}

/**
 * The values that a request gives to a template's parameters, those of before among them.
 *
 * @throws AwsError ValidationError
 */
export function givenParameters(inputs: ParameterInput[] = [], { parameters }: TemplateSummary, stack?: Stack): Record<string, string> {
  const values = new Map<string, string>();
  for (const { ParameterKey = '', ParameterValue, UsePreviousValue } of inputs) {
    if (UsePreviousValue && ParameterValue !== undefined)
      throw invalid(
        `Invalid input for parameter key ${ParameterKey}. Cannot specify usePreviousValue as true and non empty value for a parameter`,
      );
    const value = UsePreviousValue ? previous(ParameterKey, stack) : ParameterValue;
    if (value !== undefined) values.set(ParameterKey, value);
  }
  const declared = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const unknown = [...values.keys()].filter((name) => !declared.has(name));
  if (unknown.length > 0) throw invalid(`Parameters: [${unknown.join(', ')}] do not exist in the template`);
  const missing = parameters.filter(({ name, defaultValue }) => defaultValue === undefined && !values.has(name));
  if (missing.length > 0) throw invalid(`Parameters: [${missing.map(({ name }) => name).join(', ')}] must have values`);
  return Object.fromEntries(values);
}

/** Where nobody gave any, the template's own of now counts. */
function previous(name: string, stack: Stack | undefined): string | undefined {
  if (!stack?.parameters.some(({ ParameterKey }) => ParameterKey === name))
    throw invalid(
      `Invalid input for parameter key ${name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template`,
    );
  return Object.hasOwn(stack.given, name) ? stack.given[name] : undefined;
}
