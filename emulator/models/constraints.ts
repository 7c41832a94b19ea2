import { javaPattern } from './java-pattern.ts';
import type { Model, Shape } from './model.ts';

/**
 * What is wrong with a decoded input by the model's own limits, each in AWS's words; empty where nothing is.
 * Types are the codec's business: a value of the wrong type never gets here.
 */
export function violations(model: Model, shapeName: string, value: unknown, path = ''): string[] {
  const shape = model.shapes[shapeName]!;
  const at = (name: string) => (path ? `${path}.${name}` : name);
  switch (shape.type) {
    case 'structure': {
      const record = value as Record<string, unknown>;
      const missing = (shape.required ?? [])
        .filter((name) => record[name] === undefined)
        .map((name) => `Value null at '${at(lowerFirst(name))}' failed to satisfy constraint: Member must not be null`);
      const nested = Object.entries(shape.members ?? {})
        .filter(([name]) => record[name] !== undefined)
        .flatMap(([name, member]) => violations(model, member.shape, record[name], at(lowerFirst(name))));
      return [...missing, ...nested];
    }
    case 'list': {
      const list = value as unknown[];
      const items = list.flatMap((item, index) => violations(model, shape.member!, item, `${path}.${index + 1}.member`));
      return [...range(shape, list.length, 'length', shown(listed(shape, shape.member!), asJava(model, shapeName, value)), path), ...items];
    }
    case 'map': {
      const entries = Object.entries(value as Record<string, unknown>);
      const items = entries.flatMap(([key, item]) => [
        ...violations(model, shape.key!, key, `${path}.key`),
        ...violations(model, shape.value!, item, `${path}.${key}.member`),
      ]);
      return [...range(shape, entries.length, 'length', shown(listed(shape, shape.value!), asJava(model, shapeName, value)), path), ...items];
    }
    case 'string':
      return text(shape, value as string, path);
    case 'blob':
      return range(shape, (value as Buffer).length, 'length', shown(shape, 'java.nio.HeapByteBuffer'), path);
    case 'integer':
    case 'long':
    case 'float':
    case 'double':
      return range(shape, value as number, 'value', shown(shape, value), path);
    default:
      return [];
  }

  /** A list of secrets is one. */
  function listed(shape: Shape, item: string): Shape {
    return model.shapes[item]!.sensitive ? { ...shape, sensitive: true } : shape;
  }
}

function text(shape: Shape, value: string, path: string): string[] {
  const which = shown(shape, value);
  const found = range(shape, value.length, 'length', which, path);
  if (shape.enum && !shape.enum.includes(value)) {
    found.push(`Value${which} at '${path}' failed to satisfy constraint: Member must satisfy enum value set: [${shape.enum.join(', ')}]`);
  }
  if (shape.pattern && !javaPattern(shape.pattern).test(value)) {
    found.push(`Value${which} at '${path}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${shape.pattern}`);
  }
  return found;
}

function range(shape: Shape, measure: number, what: 'length' | 'value', value: string, path: string): string[] {
  const wrong = (relation: string, limit: number) =>
    `Value${value} at '${path}' failed to satisfy constraint: Member must have ${what} ${relation} than or equal to ${limit}`;
  if (shape.min !== undefined && measure < shape.min) return [wrong('greater', shape.min)];
  if (shape.max !== undefined && measure > shape.max) return [wrong('less', shape.max)];
  return [];
}

function lowerFirst(name: string): string {
  return name[0]!.toLowerCase() + name.slice(1);
}

/** The value as a message names it, after a space; nothing of a secret one. */
function shown({ sensitive }: Shape, value: unknown): string {
  return sensitive ? '' : ` '${value}'`;
}

/** A value as the services' Java prints it: `[Tag(key=a, value=null)]`, with members in the model's order and absent ones too. */
function asJava(model: Model, shapeName: string, value: unknown): string {
  const { type, sensitive, members = {}, member = '', value: item = '' } = model.shapes[shapeName]!;
  if (value === undefined) return 'null';
  if (sensitive) return '***Sensitive Data Redacted***';
  if (type === 'list') return `[${(value as unknown[]).map((one) => asJava(model, member, one)).join(', ')}]`;
  if (type === 'map') return `{${Object.entries(value as object).map(([key, one]) => `${key}=${asJava(model, item, one)}`).join(', ')}}`;
  if (type === 'structure') {
    const held = Object.entries(members).map(
      ([name, { shape }]) => `${lowerFirst(name)}=${asJava(model, shape, (value as Record<string, unknown>)[name])}`,
    );
    return `${shapeName}(${held.join(', ')})`;
  }
  return type === 'blob' ? 'java.nio.HeapByteBuffer' : String(value);
}
