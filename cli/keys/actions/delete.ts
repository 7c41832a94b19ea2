import { agree } from '../../agree.ts';
import { note, printDocument } from '../../output.ts';
import { type KeysOptions, withToken } from '../environment.ts';
import { findKeys, inWords, type KeyName, someKeys, theKey } from '../token/find-keys.ts';
import { readKeys } from './read-keys.ts';
import { requireName } from './require-name.ts';

export async function deleteKeys(environment: string, options: KeysOptions & KeyName & { yes?: true }): Promise<void> {
  requireName(options);
  await withToken(environment, options, async (token) => {
    const found = await someKeys(token, options);
    // a pair goes together, and never two keys of one kind
    for (const kind of ['secret', 'private', 'public'] as const)
      if ((await findKeys(token, options, kind)).length > 1) await theKey(token, options, kind);
    const keys = await readKeys(token, found);
    if (!options.yes && !process.env.HSM_EMULATOR_ETC)
      await agree(`${environment}: the key ${inWords(options)} goes, and what it has encrypted with it`);
    for (const key of found) await token.ask('deleting a key', () => token.module.C_DestroyObject(token.session, key));
    if (options.json) printDocument({ environment, deleted: keys });
    else note(`${keys.length === 1 ? 'the key is' : 'the pair is'} deleted`);
  });
}
