import type { AwsPlace } from '../cloud.ts';
import { holdsDynamic } from './dynamic-reference.ts';
import { callsIn } from './function-call.ts';
import { functionProblems, references } from './function-problems.ts';
import { evaluate } from './intrinsics.ts';
import type { ResourceType } from './resource-type.ts';
import { resourceTypes } from './resource-types.ts';
import type { Settled } from './settle.ts';

/** A line for each resource whose name something has already, in the place or before it in the template, as far as names are known before anything is created. */
export function takenNames(place: AwsPlace, settled: Settled): string[] {
  const before = new Set<string>();
  return [...settled.resources].flatMap(([logicalId, { type, properties }]) => {
    const resourceType = resourceTypes.get(type);
    const name = resourceType?.taken && knownName(properties[resourceType.taken.by], settled);
    if (name === undefined) return [];
    const key = JSON.stringify([type, name, properties[resourceType!.taken!.within ?? '']]);
    const isTaken = isTakenIn(place, resourceType!, name, properties) || before.has(key);
    before.add(key);
    return isTaken ? [`${logicalId} (${type}): ${alreadyExists(type, name)}`] : [];
  });
}

export function isTakenIn(place: AwsPlace, { taken }: ResourceType, name: string, properties: Record<string, unknown>): boolean {
  return taken?.isTaken(name, place, properties[taken.within ?? '']) ?? false;
}

export function alreadyExists(type: string, name: string): string {
  return `Resource of type '${type}' with identifier '${name}' already exists.`;
}

/** Undefined for what only a resource that is created tells, and for what is refused anyway. */
function knownName(value: unknown, { resources, scope }: Settled): string | undefined {
  const calls = callsIn(value);
  if (holdsDynamic(value) || functionProblems(calls, scope).length > 0) return undefined;
  if (references(calls).some(({ name }) => resources.has(name))) return undefined;
  try {
    const name = evaluate(value, scope);
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined; // told where its functions are looked at
  }
}
