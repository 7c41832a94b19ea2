export interface Tag {
  Key: string;
  Value: string;
}

export function pairs(tags: Tag[] = []): [string, string][] {
  return tags.map(({ Key, Value }) => [Key, Value]);
}

/** Undefined where there are none. */
export function shownTags(tags: ReadonlyMap<string, string>): Tag[] | undefined {
  return tags.size > 0 ? [...tags].map(([Key, Value]) => ({ Key, Value })) : undefined;
}
