import { AwsError } from '../../../kernel/aws-error.ts';
import { matchesTheirs } from '../../../kernel/their-pattern.ts';
import type { CommandDocument, DocumentParameter } from './document.ts';

/**
 * What the parameters of a document are in a run: those that were given, and the defaults of the others.
 *
 * @throws AwsError InvalidParameters
 */
export function givenParameters({ parameters }: CommandDocument, given: Record<string, string[]>): Record<string, string> {
  for (const name of Object.keys(given)) if (!parameters[name]) throw invalid(`${name} is not defined in the document`);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const value = given[name] ? textOf(parameter, given[name]) : parameter.default;
      if (value === undefined) throw invalid(`Parameter '${name}' is missing a value`);
      check(name, parameter, String(value));
      return [name, String(value)];
    }),
  );
}

function textOf({ type }: DocumentParameter, values: string[]): string {
  return type === 'StringList' ? JSON.stringify(values) : (values[0] ?? '');
}

function check(name: string, { allowedValues, allowedPattern, minChars, maxChars }: DocumentParameter, value: string): void {
  if (allowedValues && !allowedValues.includes(value)) throw invalid(`Parameter '${name}' has no allowed value`);
  if (allowedPattern && !matchesTheirs(allowedPattern, value)) throw invalid(`Parameter '${name}' does not match its pattern`);
  if (value.length < (minChars ?? 0) || value.length > (maxChars ?? Number.POSITIVE_INFINITY))
    throw invalid(`Parameter '${name}' is too short or too long`);
}

function invalid(why: string): AwsError {
  return new AwsError('InvalidParameters', why);
}
