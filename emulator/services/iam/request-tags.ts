import type { RequestContext } from '../../service/request-context.ts';

/** The condition keys that a request's tags give, whatever its service calls them: Tags, tags or TagList; Key, TagKey or key. */
export function requestTags(input: unknown): RequestContext {
  const { Tags, tags, TagList } = (input ?? {}) as Record<string, unknown>;
  const given = TagList ?? Tags ?? tags;
  const pairs = Array.isArray(given) ? given.map(pair) : Object.entries((given ?? {}) as Record<string, string>);
  if (pairs.length === 0) return {};
  return {
    'aws:TagKeys': pairs.map(([key]) => key),
    ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
}

function pair(tag: Record<string, string>): [string, string] {
  return [tag.Key ?? tag.TagKey ?? tag.key ?? '', tag.Value ?? tag.TagValue ?? tag.value ?? ''];
}
