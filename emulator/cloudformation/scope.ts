import type { Allowance } from './allowance.ts';
import { brief } from './brief.ts';
import { callProblem } from './function-arguments.ts';
import type { Mappings } from './mappings.ts';
import { TemplateError } from './template-error.ts';

/** Where an expression's names come from. */
export interface Scope {
  /** The value of `Ref name`; undefined where there is nothing of that name. */
  ref(name: string): unknown;
  /** The value of `Fn::GetAtt name.attribute`; undefined where there is none. */
  attribute(name: string, attribute: string): unknown;
  /** The value of a condition; undefined where there is none of that name. */
  condition(name: string): boolean | undefined;
  /** The value that a stack exports under a name; undefined where none does. */
  imported?(name: string): string | undefined;
  /** The availability zones of a region. */
  zones(region: string): string[];
  readonly mappings: Mappings;
  /** Whether the template has the transform AWS::LanguageExtensions. */
  readonly extended: boolean;
  readonly allowance: Allowance;
}

/** What `Ref AWS::NoValue` gives: the property that holds it is left out. */
export const noValue = Symbol('AWS::NoValue');

/** A value that has come about, whose length counts. @throws TemplateError */
export function counted<T>(value: T, { allowance }: Scope): T {
  if (typeof value === 'string') allowance.take(value.length);
  return value;
}

/** @throws TemplateError for what a function does not take */
export function checkArgument(name: string, argument: unknown, { extended }: Scope): void {
  const problem = callProblem(name, argument, extended);
  if (problem) throw new TemplateError(problem);
}

/** A value with what is in it replaced, and left out where that is AWS::NoValue. */
export function mapValues(value: unknown, map: (item: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(map).filter((item) => item !== noValue);
  const pairs: [string, unknown][] = [];
  for (const key in value) {
    const item = map((value as Record<string, unknown>)[key]);
    if (item !== noValue) pairs.push([key, item]);
  }
  return Object.fromEntries(pairs);
}

/** @throws TemplateError where there is no value */
export function known(value: unknown, what: string): unknown {
  if (value === undefined) throw new TemplateError(`${what}: there is none in the template`);
  return value;
}

/** @throws TemplateError */
export function asText(value: unknown): string {
  if (typeof value === 'object' || value === undefined) throw new TemplateError(`a text is needed, not ${brief(value)}`);
  return String(value);
}
