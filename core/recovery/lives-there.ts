import { isStanding } from '../record/file.ts';
import { readItem } from '../record/item.ts';
import { recordIn } from './record-elsewhere.ts';

/**
 * Whether an environment was restored in its recovery region and stands there: its secrets there are its own then, and take no replica.
 * False where that region does not tell: what is brought there then says why it cannot be.
 */
export async function livesThere(environment: string, region: string): Promise<boolean> {
  try {
    const there = await recordIn(region);
    const item = there && (await readItem(environment, 'file', there));
    return item !== undefined && isStanding(item);
  } catch {
    return false;
  }
}
