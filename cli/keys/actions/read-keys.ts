import type { KeyClass } from '../token/find-keys.ts';
import type { Token } from '../token/open-token.ts';
import { type Key, readKey } from '../token/read-key.ts';

/** Keys by their labels; of one label, what is secret first. */
export async function readKeys(token: Token, keys: Buffer[]): Promise<Key[]> {
  const all: Key[] = [];
  for (const key of keys) all.push(await readKey(token, key));
  const order: KeyClass[] = ['secret', 'private', 'public'];
  return all.toSorted((a, b) => (a.label === b.label ? order.indexOf(a.class) - order.indexOf(b.class) : a.label < b.label ? -1 : 1));
}
