import { print, printDocument } from '../../output.ts';
import { type KeysOptions, withToken } from '../environment.ts';
import { findKeys, type KeyName } from '../token/find-keys.ts';
import { keysTable } from './keys-table.ts';
import { readKeys } from './read-keys.ts';

export async function list(environment: string, options: KeysOptions & KeyName): Promise<void> {
  await withToken(environment, options, async (token) => {
    const keys = await readKeys(token, await findKeys(token, options));
    if (options.json) printDocument({ environment, keys });
    else print(keys.length > 0 ? keysTable(keys) : 'no keys');
  });
}
