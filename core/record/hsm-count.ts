import * as z from 'zod/mini';
import { readItem } from './item.ts';
import { jsonOnRecord } from './json-on-record.ts';

const WithCount = z.object({ hsmCount: z.optional(z.int()) });

/** How many HSMs the file on record asks for: of a file that has been checked, and without its schema. */
export async function hsmCountOnRecord(environment: string): Promise<number> {
  const file = (await readItem(environment, 'file'))?.file?.S ?? '{}';
  return jsonOnRecord(WithCount, file, { environment, item: 'file', attribute: 'file' }).hsmCount ?? 0;
}
