import { isDeepStrictEqual } from 'node:util';
import type { Stack, StackResource } from '../services/cloudformation/stack.ts';
import { isCustom } from './custom-resource.ts';
import { evaluate } from './intrinsics.ts';
import { readProperties } from './properties.ts';
import type { CreatedResource, ResourceType } from './resource-type.ts';
import { resourceTypes } from './resource-types.ts';
import type { Settled } from './settle.ts';
import { withStackTags } from './stack-tags.ts';
import { TemplateError } from './template-error.ts';

type Properties = Record<string, unknown>;
type Tags = { Key: string; Value: string }[];

/** What becomes of one resource where a stack gets another template. */
export interface Difference {
  kind: 'add' | 'same' | 'modify' | 'replace';
  /** Properties that differ. */
  changed: string[];
  /** Of these, those that only another resource can have. */
  fixed: string[];
  /** As it stands, and as it is to be. */
  before?: Properties;
  after: Properties;
}

/** What AWS says in place of what only a change shows. */
const knownLater = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** A template with the tags of its stack. */
export interface Tagged {
  settled: Settled;
  tags: Tags;
}

/** How a resource that stands differs from what is wanted, as far as what it refers to is known by now. */
export function differenceOf(standing: StackResource | undefined, logicalId: string, before: Tagged, after: Tagged): Difference {
  const { type } = after.settled.resources.get(logicalId)!;
  const resourceType = resourceTypes.get(type);
  const wanted = knownProperties(after, logicalId, resourceType);
  if (!standing) return { kind: 'add', changed: [], fixed: [], after: wanted };
  const held = knownProperties(before, logicalId, resourceTypes.get(standing.type));
  const both = { before: held, after: wanted };
  if (standing.type !== type) return { kind: 'replace', changed: ['Type'], fixed: ['Type'], ...both };
  const names = new Set([...Object.keys(held), ...Object.keys(wanted)]);
  const changed = [...names].filter((name) => !isDeepStrictEqual(held[name], wanted[name]));
  if (changed.length === 0) return { kind: 'same', changed, fixed: [], ...both };
  const fixed = changed.filter((name) => isFixed(resourceType, name, wanted));
  return { kind: fixed.length > 0 ? 'replace' : 'modify', changed, fixed, ...both };
}

/** Whether only another resource can have a property otherwise. */
export function isFixed(resourceType: ResourceType | undefined, name: string, properties: Properties): boolean {
  if (!resourceType) return false; // the function of a custom one says so itself
  const { fixed = [], update } = resourceType;
  return !update || (typeof fixed === 'function' ? fixed(properties) : fixed).includes(name);
}

/** A resource's properties; one that cannot be evaluated yet is another one than any. */
export function knownProperties({ settled, tags }: Tagged, logicalId: string, resourceType: ResourceType | undefined): Properties {
  const properties: Properties = {};
  for (const [name, value] of Object.entries(settled.resources.get(logicalId)?.properties ?? {})) {
    try {
      properties[name] = evaluate(value, settled.scope);
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      properties[name] = knownLater;
    }
  }
  return resourceType ? withStackTags(resourceType, readProperties(resourceType.properties, properties, []), tags) : properties;
}

/**
 * The differences that a template makes to a stack, in the order in which its resources are made, as far as they are known before any
 * of them is.
 */
export function differences(stack: Stack, order: string[], before: Tagged, after: Tagged): Map<string, Difference> {
  const { created } = after.settled;
  const asked = attributesAsked(after.settled);
  const found = new Map<string, Difference>();
  for (const logicalId of order) {
    const standing = standingResource(stack, logicalId);
    const difference = differenceOf(standing, logicalId, before, after);
    found.set(logicalId, difference);
    const stays = standing && ['same', 'modify'].includes(difference.kind);
    created.set(logicalId, stays ? standing : unmade(asked.get(logicalId) ?? new Set()));
  }
  created.clear();
  return found;
}

export function standingResource(stack: Stack, logicalId: string): StackResource | undefined {
  const resource = stack.resources.get(logicalId);
  return resource && resource.physicalId !== '' && !resource.status.startsWith('DELETE_') ? resource : undefined;
}

/** What a stack holds and its template names no more, in the order in which it was made. */
export function unwanted(stack: Stack, { resources }: Settled): StackResource[] {
  return [...stack.resources.values()].filter(({ logicalId }) => !resources.has(logicalId) && standingResource(stack, logicalId));
}

/** Stands for a resource that is not made yet: no value of it equals one that stands. */
function unmade(attributes: Set<string>): CreatedResource {
  return { physicalId: knownLater, attributes: Object.fromEntries([...attributes].map((name) => [name, knownLater])) };
}

/** Properties as a change set shows them: texts, and nothing of a value that is not whole yet. */
export function shownProperties(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shownProperties);
  if (typeof value !== 'object' || value === null) return String(value).includes(knownLater) ? knownLater : String(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shownProperties(member)]));
}

function attributesAsked({ resources }: Settled): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const { references } of resources.values())
    for (const { name, attribute } of references)
      if (attribute !== undefined) asked.set(name, (asked.get(name) ?? new Set()).add(attribute));
  return asked;
}

/** What of a change is not emulated, by name. */
export function unchangeable(found: Map<string, Difference>, { resources }: Settled): string[] {
  return [...found].flatMap(([logicalId, { kind, changed }]) => {
    const { type } = resources.get(logicalId)!;
    const named =
      kind === 'modify' && !isCustom(type) ? changed.filter((name) => resourceTypes.get(type)!.unchangeable?.includes(name)) : [];
    return named.map((name) => `${logicalId} (${type}): a change of property ${name} is not emulated; docs/api-coverage.md says what is`);
  });
}
