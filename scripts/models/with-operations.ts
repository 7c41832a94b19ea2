import type { Model } from '../../emulator/models/model.ts';

type Named = { shape: string; locationName?: string };
type Shape = { type: string; flattened?: boolean; members?: Record<string, Named>; member?: Named; key?: Named; value?: Named };

/** A model as botocore has it, as far as it is read here. */
export interface BotocoreModel {
  operations: Record<string, { http?: Model['operations'][string]['http']; input?: Named; output?: Named; errors?: Named[] }>;
  shapes: Record<string, Shape>;
}

/** What is said to people, and what only clients do. */
const leftOut = new Set([
  ...['documentation', 'deprecated', 'deprecatedMessage', 'deprecatedSince'],
  ...['idempotencyToken', 'contextParam', 'streaming', 'synthetic', 'xmlOrder'],
]);

/**
 * A model with further operations and the shapes that they need. What it has already stays as it is.
 *
 * @throws Error for an operation that botocore does not know
 */
export function withOperations(model: Model, from: BotocoreModel, names: string[]): Model {
  const operations = { ...model.operations };
  const shapes = { ...model.shapes };
  const take = (named: Named | undefined) => {
    if (!named || shapes[named.shape]) return;
    const shape = from.shapes[named.shape]!;
    shapes[named.shape] = byName(lean(shape) as Shape, model.metadata.protocol === 'rest-xml');
    for (const one of [...Object.values(shape.members ?? {}), shape.member, shape.key, shape.value]) take(one);
  };
  for (const name of names) {
    const found = from.operations[name];
    if (!found)
      throw new Error(`taking ${name} into the model: botocore's has no such operation, but ${Object.keys(from.operations).join(', ')}`);
    const { http, input, output, errors = [] } = found;
    operations[name] = {
      // others are told apart by their name alone
      ...(model.metadata.protocol.startsWith('rest-') && { http }),
      ...(input && { input: input.shape }),
      ...(output && { output: output.shape }),
      errors: errors.map(({ shape }) => shape),
    };
    for (const one of [input, output, ...errors]) take(one);
  }
  return { ...model, operations, shapes };
}

/** What a list or a map is of stands there by its name alone; in XML of REST the members of a list have a name of their own. */
function byName({ member, key, value, ...shape }: Shape, namesMembers: boolean): Model['shapes'][string] {
  const of = Object.entries({ member, key, value }).filter(([, named]) => named);
  const memberName = namesMembers && !shape.flattened ? member?.locationName : undefined;
  const parts = Object.fromEntries(of.map(([part, named]) => [part, named!.shape]));
  return { ...shape, ...parts, ...(memberName && { memberName }) } as Model['shapes'][string];
}

function lean(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !leftOut.has(name));
  return Object.fromEntries(kept.map(([name, one]) => [name, name === 'members' ? ofEach(one) : lean(one)]));
}

/** Members may be called like what is left out. */
function ofEach(members: Record<string, unknown>): unknown {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, lean(member)]));
}
