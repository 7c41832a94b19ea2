import { isObject } from '../../../kernel/json-object.ts';
import { loadModel, type Model, type Shape } from '../../../models/model.ts';

/** What a value has to be where it stands, in Step Functions' words for types; undefined where it may be anything. */
const kinds: Partial<Record<Shape['type'], { name: string; fits: (value: unknown) => boolean }>> = {
  list: { name: 'LIST', fits: Array.isArray },
  map: { name: 'MAP', fits: isObject },
  structure: { name: 'STRUCTURE', fits: isObject },
  boolean: { name: 'BOOLEAN', fits: (value) => typeof value === 'boolean' },
  integer: { name: 'INTEGER', fits: isNumber },
  long: { name: 'LONG', fits: isNumber },
  float: { name: 'FLOAT', fits: isNumber },
  double: { name: 'DOUBLE', fits: isNumber },
  timestamp: { name: 'TIMESTAMP', fits: (value) => !Number.isNaN(new Date(value as string | number).getTime()) },
};

/**
 * What is wrong with the types of evaluated Arguments: `The value for the field 'Tags' must be a LIST`. A member that is null is as if it
 * were absent; text may be anything.
 */
export function misfits(modelName: string, operation: string, given: unknown): string[] {
  const model = loadModel(modelName);
  const shape = model.operations[operation]?.input;
  return shape ? misfitsIn(model, shape, given, '') : [];
}

function misfitsIn(model: Model, shapeName: string, value: unknown, field: string): string[] {
  const shape = model.shapes[shapeName]!;
  const kind = kinds[shape.type];
  if (kind && !kind.fits(value)) return [`The value for the field '${field}' must be ${/^[AI]/.test(kind.name) ? 'an' : 'a'} ${kind.name}`];
  if (shape.type === 'list') return (value as unknown[]).flatMap((item) => misfitsIn(model, shape.member!, item, field));
  if (shape.type !== 'structure' && shape.type !== 'map') return [];
  const members = new Map(Object.entries(shape.members ?? {}).map(([name, member]) => [name.toLowerCase(), member.shape]));
  return Object.entries(value as object).flatMap(([name, item]) => {
    const inner = shape.value ?? members.get(name.toLowerCase());
    return item === null || inner === undefined ? [] : misfitsIn(model, inner, item, name);
  });
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isFinite(value);
}
