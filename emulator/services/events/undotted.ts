import { isObject } from '../../kernel/json-object.ts';

/** A value whose names have no dots: `{ "a.b": 1, "a": { "c": 2 } }` is `{ "a": { "b": 1, "c": 2 } }`. */
export function undotted(value: unknown): unknown {
  return hasDots(value) ? split(value) : value;
}

function hasDots(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasDots);
  return isObject(value) && Object.entries(value).some(([name, inner]) => name.includes('.') || hasDots(inner));
}

function split(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(split);
  if (!isObject(value)) return value;
  const whole: Record<string, unknown> = Object.create(null);
  for (const [name, inner] of Object.entries(value)) {
    const parts = name.split('.');
    const last = parts.pop()!;
    let at = whole;
    for (const part of parts) at = inside(at, part);
    const held = split(inner);
    if (isObject(held) && isObject(at[last])) Object.assign(at[last], held);
    else at[last] = held;
  }
  return whole;
}

function inside(whole: Record<string, unknown>, name: string): Record<string, unknown> {
  if (!isObject(whole[name])) whole[name] = Object.create(null);
  return whole[name] as Record<string, unknown>;
}
