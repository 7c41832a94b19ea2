import type { RequestContext } from './request-context.ts';

/**
 * The condition keys that the tags of the resource give on which a request acts.
 *
 * @param service its prefix, where it has the key under its own name too (`ecs:ResourceTag/…`)
 */
export function resourceTags(tags: ReadonlyMap<string, string> = new Map(), service = 'aws'): RequestContext {
  const named = (prefix: string) => [...tags].map(([key, value]) => [`${prefix}:ResourceTag/${key}`, value]);
  return Object.fromEntries([...named('aws'), ...named(service)]);
}
