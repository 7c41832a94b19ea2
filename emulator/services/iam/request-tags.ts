import type { RequestContext } from '../../service/request-context.ts';

/** The members of requests for tags, whatever a service calls them. */
interface Tagging {
  TagList?: unknown;
  Tags?: unknown;
  tags?: unknown;
  TagKeys?: string[];
  tagKeys?: string[];
  TagKeyList?: string[];
}

/** The condition keys that a request's tags give: Tags, tags or TagList, of Key, TagKey or key; or only keys, to be taken off. */
export function requestTags(input: unknown): RequestContext {
  const { Tags, tags, TagList, TagKeys, tagKeys, TagKeyList } = (input ?? {}) as Tagging;
  const given = TagList ?? Tags ?? tags;
  const listed: (string | Record<string, string>)[] = Array.isArray(given) ? given : [];
  const pairs = Array.isArray(given)
    ? listed.flatMap((tag) => (typeof tag === 'string' ? [] : [pair(tag)]))
    : Object.entries((given ?? {}) as Record<string, string>);
  const named = listed.filter((tag) => typeof tag === 'string');
  const keys = [...pairs.map(([key]) => key), ...named, ...(TagKeys ?? tagKeys ?? TagKeyList ?? [])];
  if (keys.length === 0) return {};
  return { 'aws:TagKeys': keys, ...Object.fromEntries(pairs.map(([key, value]) => [`aws:RequestTag/${key}`, value])) };
}

function pair(tag: Record<string, string>): [string, string] {
  return [tag.Key ?? tag.TagKey ?? tag.key ?? '', tag.Value ?? tag.TagValue ?? tag.value ?? ''];
}
