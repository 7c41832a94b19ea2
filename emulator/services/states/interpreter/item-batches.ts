import type { Branch } from '../branch.ts';
import { bytes, dataLimit } from '../data-limit.ts';
import type { MapState } from '../definition.ts';
import { evaluate } from './evaluation.ts';
import { count } from './map-fields.ts';

/** What one child is given, and of how many items. */
export interface Batch {
  input: unknown;
  size: number;
}

/**
 * Items, as an ItemSelector has made them, in groups: as many as are allowed, and as large.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html
 */
export async function batches(branch: Branch, batcher: NonNullable<MapState['ItemBatcher']>, items: unknown[]): Promise<Batch[]> {
  const most = (await count(branch, batcher.MaxItemsPerBatch, 'ItemBatcher/MaxItemsPerBatch')) || Number.POSITIVE_INFINITY;
  const size = (await count(branch, batcher.MaxInputBytesPerBatch, 'ItemBatcher/MaxInputBytesPerBatch')) || dataLimit;
  const BatchInput = batcher.BatchInput === undefined ? undefined : await evaluate(branch, batcher.BatchInput, 'ItemBatcher/BatchInput');
  const around = bytes(JSON.stringify({ BatchInput, Items: [] }));
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
  return groups.map((Items) => ({ input: { ...(BatchInput === undefined ? {} : { BatchInput }), Items }, size: Items.length }));
}
