/** Values of a filter, as many at once as EC2 takes: 200. */
export function* filterBatches(values: string[]): Iterable<string[]> {
  for (let at = 0; at < values.length; at += 200) yield values.slice(at, at + 200);
}
