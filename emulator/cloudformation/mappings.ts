import { isObject } from '../kernel/json-object.ts';
import { TemplateError } from './template-error.ts';

export type Mappings = Record<string, Record<string, Record<string, unknown>>>;

/**
 * Where a template's section Mappings is not what it has to be; each line names the path.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html
 */
export function mappingProblems(mappings: Record<string, unknown> = {}): string[] {
  const problems: string[] = [];
  const wrong = (path: string[], words: string) => problems.push(`${['Mappings', ...path].join('.')}: Template format error: ${words}`);
  for (const [name, keys] of present(mappings)) {
    if (!isObject(keys)) wrong([name], `Every Mappings member ${name} must be a map`);
    else
      for (const [key, attributes] of present(keys)) {
        if (!/^[A-Za-z0-9.-]+$/.test(key))
          wrong([name, key], `Mappings element name '${key}' must be non-empty and can contain only alphanumerics, '-' or '.'`);
        if (!isObject(attributes)) wrong([name, key], `Every Mappings member ${key} must be a map`);
        else
          for (const [attribute, value] of present(attributes)) {
            if (!/^[A-Za-z0-9]+$/.test(attribute))
              wrong([name, key, attribute], `Mappings attribute name '${attribute}' must contain only alphanumeric characters.`);
            if (!isValue(value)) wrong([name, key, attribute], 'Every Mappings attribute must be a String or a List.');
          }
      }
  }
  return problems;
}

/**
 * What a mapping says under two keys.
 *
 * @throws TemplateError, which tells what there is instead
 */
export function mapped(mappings: Mappings, [name, key, attribute]: string[]): unknown {
  const keys = own(mappings, name!);
  if (keys === undefined) {
    const there = Object.keys(mappings).join(', ') || 'none';
    const words = `Template error: Mapping named '${name}' is not present in the 'Mappings' section of template`;
    throw new TemplateError(`${words}; present are ${there}`, words);
  }
  const attributes = own(keys, key!);
  const value = attributes && own(attributes, attribute!);
  if (value !== undefined) return value;
  const there = attributes ? `${name}.${key} has ${namesOf(attributes)}` : `${name} has ${namesOf(keys)}`;
  const words = `Template error: Unable to get mapping for ${name}::${key}::${attribute}`;
  throw new TemplateError(`${words}; ${there}`, words);
}

/** Without nulls, which are told of wherever they stand. */
function present(record: object): [string, unknown][] {
  return Object.entries(record).filter(([, value]) => value !== null);
}

function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function namesOf(record: object): string {
  return Object.keys(record).join(', ') || 'nothing';
}

function isValue(value: unknown): boolean {
  return Array.isArray(value) ? value.every((item) => typeof item !== 'object') : typeof value !== 'object';
}
