import { javaDouble } from '../kernel/java-double.ts';
import { javaPattern } from './java-pattern.ts';
import type { Model, Shape } from './model.ts';

/** A problem in words, once it is known where the value stands. */
type Problem = (path: string) => string;

/**
 * What is wrong with a decoded input by the model's own limits, each in AWS's words; empty where nothing is.
 * Types are the codec's business: a value of the wrong type never gets here.
 */
export function violations(model: Model, shapeName: string, value: unknown): string[] {
  return problemsOf(model, shapeName, value).map((told) => told(''));
}

/** Nothing is put into words, and no value is written out, before a limit is broken: most requests break none. */
function problemsOf(model: Model, shapeName: string, value: unknown): Problem[] {
  const shape = model.shapes[shapeName]!;
  switch (shape.type) {
    case 'structure':
      return ofStructure(model, shape, value as Record<string, unknown>);
    case 'list': {
      const list = value as unknown[];
      const which = () => shown(listed(model, shape, shape.member!), asJava(model, shapeName, list));
      const found = range(shape, list.length, 'length', which);
      if (isScalar(model, shape.member!)) return [...found, ...amongMany(model, shape.member!, list, 'Member', which)];
      for (const [index, item] of list.entries())
        for (const told of problemsOf(model, shape.member!, item)) found.push((path) => told(`${path}.${index + 1}.member`));
      return found;
    }
    case 'map': {
      const map = value as Record<string, unknown>;
      const keys = Object.keys(map);
      const which = () => shown(listed(model, shape, shape.value!), asJava(model, shapeName, map));
      const found = [...range(shape, keys.length, 'length', which), ...amongMany(model, shape.key!, keys, 'Map keys', which)];
      if (isScalar(model, shape.value!)) return [...found, ...amongMany(model, shape.value!, Object.values(map), 'Map value', which)];
      for (const key of keys)
        for (const told of problemsOf(model, shape.value!, map[key])) found.push((path) => told(`${path}.${key}.member`));
      return found;
    }
    case 'string':
      return ofText(shape, value as string);
    case 'blob':
      return range(shape, (value as Buffer).length, 'length', () => shown(shape, 'java.nio.HeapByteBuffer'));
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return range(shape, value as number, 'value', () => shown(shape, value));
    default:
      return [];
  }
}

function ofStructure(model: Model, { required = [], members = {} }: Shape, value: Record<string, unknown>): Problem[] {
  const within = (path: string, name: string) => (path ? `${path}.${lowerFirst(name)}` : lowerFirst(name));
  const found: Problem[] = [];
  for (const name of required)
    if (value[name] === undefined)
      found.push((path) => `Value null at '${within(path, name)}' failed to satisfy constraint: Member must not be null`);
  for (const name in members) {
    if (value[name] === undefined) continue;
    for (const told of problemsOf(model, members[name]!.shape, value[name])) found.push((path) => told(within(path, name)));
  }
  return found;
}

/** What a list or a map of texts or numbers holds breaks its limits as a whole: the message names all that one of it has to satisfy. */
function amongMany(
  model: Model,
  item: string,
  values: unknown[],
  who: 'Member' | 'Map keys' | 'Map value',
  which: () => string,
): Problem[] {
  if (values.every((value) => problemsOf(model, item, value).length === 0)) return [];
  const { min, max, enum: allowed, pattern, type } = model.shapes[item]!;
  const what = type === 'string' ? 'length' : 'value';
  const limit = (value: number) => (type === 'double' ? javaDouble(value) : value);
  const rules = [
    max !== undefined && `have ${what} less than or equal to ${limit(max)}`,
    min !== undefined && `have ${what} greater than or equal to ${limit(min)}`,
    allowed && `satisfy enum value set: [${allowed.join(', ')}]`,
    pattern !== undefined && `satisfy regular expression pattern: ${pattern}`,
    // recorded of an alias's weights, the only doubles in a map that have limits
    type === 'double' && 'not be null',
  ];
  const told = rules.filter((rule) => typeof rule === 'string').map((rule) => `Member must ${rule}`);
  return [(path) => `Value${which()} at '${path}' failed to satisfy constraint: ${who} must satisfy constraint: [${told.join(', ')}]`];
}

function isScalar(model: Model, shapeName: string): boolean {
  return ['string', 'integer', 'long', 'float', 'double'].includes(model.shapes[shapeName]!.type);
}

function ofText(shape: Shape, value: string): Problem[] {
  const which = () => shown(shape, value);
  const found = range(shape, value.length, 'length', which);
  const broken = (rule: string) =>
    found.push((path) => `Value${which()} at '${path}' failed to satisfy constraint: Member must satisfy ${rule}`);
  if (shape.enum && !shape.enum.includes(value)) broken(`enum value set: [${shape.enum.join(', ')}]`);
  if (shape.pattern && !javaPattern(shape.pattern).test(value)) broken(`regular expression pattern: ${shape.pattern}`);
  return found;
}

function range({ min, max }: Shape, measure: number, what: 'length' | 'value', which: () => string): Problem[] {
  const wrong = (relation: string, limit: number): Problem[] => [
    (path) => `Value${which()} at '${path}' failed to satisfy constraint: Member must have ${what} ${relation} than or equal to ${limit}`,
  ];
  if (min !== undefined && measure < min) return wrong('greater', min);
  if (max !== undefined && measure > max) return wrong('less', max);
  return [];
}

/** A list of secrets is one. */
function listed(model: Model, shape: Shape, item: string): Shape {
  return model.shapes[item]!.sensitive ? { ...shape, sensitive: true } : shape;
}

function lowerFirst(name: string): string {
  return name[0]!.toLowerCase() + name.slice(1);
}

/** The value as a message names it, after a space; nothing of a secret one. */
function shown({ sensitive }: Shape, value: unknown): string {
  return sensitive ? '' : ` '${value}'`;
}

/** What the services' own shapes have beyond those of the models, as messages tell (localstack's test_put_events_exceed_limit_ten_entries, January 2025). */
const unpublished: Record<string, string[]> = { PutEventsRequestEntry: ['kmsKeyIdentifier', 'internalMetadata'] };

/** A value as the services' Java prints it: `[Tag(key=a, value=null)]`, with members in the model's order and absent ones too. */
function asJava(model: Model, shapeName: string, value: unknown): string {
  const { type, sensitive, members = {}, member = '', value: item = '' } = model.shapes[shapeName]!;
  if (value === undefined) return 'null';
  if (sensitive) return '***Sensitive Data Redacted***';
  if (type === 'list') return `[${(value as unknown[]).map((one) => asJava(model, member, one)).join(', ')}]`;
  if (type === 'map')
    return `{${Object.entries(value as object)
      .map(([key, one]) => `${key}=${asJava(model, item, one)}`)
      .join(', ')}}`;
  if (type === 'structure') {
    const held = Object.entries(members).map(
      ([name, { shape }]) => `${lowerFirst(name)}=${asJava(model, shape, (value as Record<string, unknown>)[name])}`,
    );
    held.push(...(unpublished[shapeName] ?? []).map((name) => `${name}=null`));
    return `${shapeName}(${held.join(', ')})`;
  }
  if (type === 'double') return javaDouble(value as number);
  return type === 'blob' ? 'java.nio.HeapByteBuffer' : String(value);
}
