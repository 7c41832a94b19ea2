export interface Tag {
  Key: string;
  Value: string;
}

/** Most types take a list, some a map. */
export function tagList(tags: Tag[] | Record<string, string> = {}): Tag[] {
  return Array.isArray(tags) ? tags : Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The tags that a resource is made with. */
export function tagMap(tags: Tag[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** What a resource's tags are after a change: those that it got in other ways stay. */
export function withChangedTags(held: Record<string, string>, before?: Tag[], after?: Tag[]): Record<string, string> {
  const { set, gone } = changedTags(before, after);
  return { ...Object.fromEntries(Object.entries(held).filter(([key]) => !gone.includes(key))), ...tagMap(set) };
}

/** The tags that a change gives, and the keys of those that it takes. */
export function changedTags(before: Tag[] = [], after: Tag[] = []): { set: Tag[]; gone: string[] } {
  const held = new Map(before.map(({ Key, Value }) => [Key, Value]));
  return {
    set: after.filter(({ Key, Value }) => held.get(Key) !== Value),
    gone: [...held.keys()].filter((key) => !after.some(({ Key }) => Key === key)),
  };
}
