/** Keeps the newest of a list that grows at its end: `most` of them at least, twice as many at most, so that it is cut only now and then. */
export function keepNewest(list: unknown[], most: number): void {
  if (list.length > 2 * most) list.splice(0, list.length - most);
}
