import { readItem } from './item.ts';

/** How many HSMs the file on record asks for: of a file that has been checked, and without its schema. */
export async function hsmCountOnRecord(environment: string): Promise<number> {
  const file = (await readItem(environment, 'file'))?.file?.S ?? '{}';
  return (JSON.parse(file) as { hsmCount?: number }).hsmCount ?? 0;
}
