import { isObject } from '../kernel/json-object.ts';
import { isJson, readJson } from '../kernel/read-json.ts';
import { brief } from './brief.ts';
import { isDynamic } from './dynamic-reference.ts';
import { functionOf } from './function-call.ts';

/** The properties that a resource type takes; any other is refused by name. */
export type Properties = Record<string, Property>;

type Kind = 'text' | 'number' | 'flag' | 'texts' | 'textMap' | 'document' | 'object' | 'structure' | 'structures' | 'anything';

interface Property {
  kind: Kind;
  members?: Properties;
  required?: boolean;
  allowed?: string[];
  pattern?: RegExp;
  /** Why one of the values that are allowed cannot be had on this machine. */
  problem?: (value: string) => string | undefined;
  /** The least and the most. */
  range?: [number, number];
  /** Why it is accepted although it has no effect. */
  inert?: string;
}

export const text: Property = { kind: 'text' };
export const number: Property = { kind: 'number' };
export const flag: Property = { kind: 'flag' };
export const texts: Property = { kind: 'texts' };
export const textMap: Property = { kind: 'textMap' };
/** A JSON object that the service reads by rules of its own, or the text of one, as AWS's schemas of resources say (`["object", "string"]`). */
export const document: Property = { kind: 'document' };
/** A JSON object that the service reads by rules of its own, and no text of one. */
export const object: Property = { kind: 'object' };

export const structure = (members: Properties): Property => ({ kind: 'structure', members });
export const structures = (members: Properties): Property => ({ kind: 'structures', members });
export const oneOf = (...allowed: string[]): Property => ({ kind: 'text', allowed });
export const oneOfNumbers = (...allowed: number[]): Property => ({ kind: 'number', allowed: allowed.map(String) });
export const between = (least: number, most = Number.POSITIVE_INFINITY): Property => ({ kind: 'number', range: [least, most] });
export const matching = (pattern: RegExp): Property => ({ kind: 'text', pattern });
export const required = (property: Property): Property => ({ ...property, required: true });
export const inert = (reason: string): Property => ({ kind: 'anything', inert: reason });

/** For IAM: no API shows them. */
export const tags = structures({ Key: required(text), Value: required(text) });

/**
 * Reads a resource's properties: texts where numbers or flags are wanted become such, as CloudFormation has it. What is still an
 * intrinsic function stays as it is.
 *
 * @param problems takes a line for each property that is unknown, missing or of another type
 */
export function readProperties(table: Properties, value: unknown, problems: string[], path = ''): Record<string, unknown> {
  const given = value as Record<string, unknown>;
  const at = (name: string) => (path ? `${path}.${name}` : name);
  const supported = Object.keys(table).join(', ') || 'none';
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(table, name)) problems.push(`property ${at(name)} is not supported; supported are ${supported}`);
  }
  const read: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(table)) {
    if (Object.hasOwn(given, name) && given[name] !== undefined) read[name] = readProperty(property, given[name], problems, at(name));
    else if (property.required) problems.push(`property ${at(name)} is missing`);
  }
  return read;
}

function readProperty(property: Property, value: unknown, problems: string[], path: string): unknown {
  if (functionOf(value) || isDynamic(value)) return value;
  const wrong = (wanted: string) => {
    problems.push(`property ${path} must be ${wanted}, not ${brief(value)}`);
    return value;
  };
  switch (property.kind) {
    case 'text': {
      if (typeof value === 'object') return wrong('a text');
      if (property.allowed && !property.allowed.includes(String(value))) return wrong(`one of ${property.allowed.join(', ')}`);
      const problem = property.problem?.(String(value));
      if (problem !== undefined) {
        problems.push(`property ${path}: ${problem}`);
        return value;
      }
      if (property.pattern && !property.pattern.test(String(value))) return wrong(`one that matches ${property.pattern.source}`);
      return String(value);
    }
    case 'number':
      if (typeof value === 'object' || Number.isNaN(Number(value)) || value === '') return wrong('a number');
      if (property.allowed && !property.allowed.includes(String(Number(value)))) return wrong(`one of ${property.allowed.join(', ')}`);
      if (property.range && !isWithin(property.range, Number(value))) return wrong(inWords(property.range));
      return Number(value);
    case 'flag':
      return ['true', 'false'].includes(String(value)) ? String(value) === 'true' : wrong('true or false');
    case 'texts':
      return Array.isArray(value) ? value.map((item, index) => readProperty(text, item, problems, `${path}[${index}]`)) : wrong('a list');
    case 'document': {
      const read = typeof value === 'string' && isJson(value) ? readJson(value) : value;
      return isObject(read) ? read : wrong('an object, or JSON of one');
    }
    case 'structure':
    case 'textMap':
    case 'object':
      if (!isObject(value)) return wrong('an object');
      if (property.kind === 'structure') return readProperties(property.members!, value, problems, path);
      if (property.kind === 'object') return value;
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readProperty(text, item, problems, `${path}.${key}`)]));
    case 'structures':
      if (!Array.isArray(value)) return wrong('a list');
      return value.map((item, index) =>
        typeof item === 'object' && item !== null && !functionOf(item)
          ? readProperties(property.members!, item, problems, `${path}[${index}]`)
          : readProperty(object, item, problems, `${path}[${index}]`),
      );
    case 'anything':
      return value;
  }
}

function isWithin([least, most]: [number, number], value: number): boolean {
  return value >= least && value <= most;
}

function inWords([least, most]: [number, number]): string {
  return most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
}
