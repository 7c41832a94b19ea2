import type { RequestContext } from './request-context.ts';

/** The condition keys that the tags of the resource give on which a request acts. */
export function resourceTags(tags: ReadonlyMap<string, string> = new Map()): RequestContext {
  return Object.fromEntries([...tags].map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}
