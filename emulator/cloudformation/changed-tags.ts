interface Tag {
  Key: string;
  Value: string;
}

/** The tags that a change gives, and the keys of those that it takes. */
export function changedTags(before: Tag[] = [], after: Tag[] = []): { set: Tag[]; gone: string[] } {
  const held = new Map(before.map(({ Key, Value }) => [Key, Value]));
  return {
    set: after.filter(({ Key, Value }) => held.get(Key) !== Value),
    gone: [...held.keys()].filter((key) => !after.some(({ Key }) => Key === key)),
  };
}
