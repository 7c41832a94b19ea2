import { AwsError } from '../../../kernel/aws-error.ts';
import { matchesTheirs } from '../../../kernel/their-pattern.ts';
import type { CommandDocument, DocumentParameter } from './document.ts';

/**
 * What the parameters of a document are in a run: those that were given, and the defaults of the others.
 *
 * @throws AwsError InvalidParameters
 */
export function givenParameters({ parameters }: CommandDocument, given: Record<string, string[]>): Record<string, string> {
  for (const name of Object.keys(given)) if (!Object.hasOwn(parameters, name)) throw invalid(`${name} is not defined in the document`);
  return Object.fromEntries(
    Object.entries(parameters).map(([name, parameter]) => {
      const value = Object.hasOwn(given, name) ? asGiven(parameter, given[name]!) : parameter.default;
      if (value === undefined) throw invalid(`Parameter '${name}' is missing a value`);
      for (const item of [value].flat()) check(name, parameter, asText(item));
      return [name, asText(value)];
    }),
  );
}

/** What is no text itself is in JSON. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function asGiven({ type }: DocumentParameter, values: string[]): string | string[] {
  return type === 'StringList' ? values : (values[0] ?? '');
}

function check(name: string, { allowedValues, allowedPattern, minChars, maxChars }: DocumentParameter, value: string): void {
  if (allowedValues && !allowedValues.map(asText).includes(value)) throw invalid(`Parameter '${name}' has no allowed value`);
  if (allowedPattern && !matches(name, allowedPattern, value)) throw invalid(`Parameter '${name}' does not match its pattern`);
  if (value.length < (minChars ?? 0) || value.length > (maxChars ?? Number.POSITIVE_INFINITY))
    throw invalid(`Parameter '${name}' is too short or too long`);
}

function matches(name: string, pattern: string, value: string): boolean {
  try {
    return matchesTheirs(pattern, value);
  } catch (error) {
    throw invalid(`The pattern of parameter '${name}' cannot be used: ${(error as Error).message}`);
  }
}

function invalid(why: string): AwsError {
  return new AwsError('InvalidParameters', why);
}
