/**
 * Items by what they have in common, in the order in which it first occurs: Map.groupBy, which Node 20 does not have. The local AWS, which
 * imports nothing from here, has its own.
 */
export function groupedBy<Item, Key>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
