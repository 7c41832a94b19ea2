import type { Branch } from '../branch.ts';
import { bytes, dataLimit } from '../data-limit.ts';
import type { ItemBatcher } from '../definition.ts';
import { languageOf } from './language-of.ts';

/** What one child is given, and of how many items. */
interface Batch {
  input: unknown;
  size: number;
}

/**
 * Items, as an ItemSelector has made them, in groups: as many as are allowed, and as large.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html
 */
export async function batches(branch: Branch, batcher: ItemBatcher, items: unknown[]): Promise<Batch[]> {
  const batching = await languageOf(branch).batching(branch, batcher);
  const most = batching.items || Number.POSITIVE_INFINITY;
  const size = batching.bytes || dataLimit;
  const common = batching.input ? { BatchInput: batching.input.value } : {};
  const around = bytes(JSON.stringify({ ...common, Items: [] }));
  const groups: unknown[][] = [];
  let used = 0;
  for (const item of items) {
    const own = bytes(JSON.stringify(item)) + 1;
    const last = groups.at(-1);
    const fits = last && last.length < most && used + own <= Math.min(size, dataLimit);
    if (fits) last.push(item);
    else groups.push([item]);
    used = (fits ? used : around) + own;
  }
  return groups.map((Items) => ({ input: { ...common, Items }, size: Items.length }));
}
