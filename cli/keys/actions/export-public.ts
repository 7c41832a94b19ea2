import { printDocument } from '../../output.ts';
import { type KeysOptions, withToken } from '../environment.ts';
import { output } from '../input-output.ts';
import { type KeyName, theKey } from '../token/find-keys.ts';
import { publicKeyOf } from '../token/public-key.ts';
import { requireName } from './require-name.ts';

export async function exportPublic(environment: string, options: KeysOptions & KeyName & { out?: string }): Promise<void> {
  requireName(options);
  await withToken(environment, options, async (token) => {
    const pem = (await publicKeyOf(token, await theKey(token, options, 'public'))).export({ type: 'spki', format: 'pem' });
    if (options.out !== undefined || !options.json) await output(options.out, async (to) => void to.write(pem));
    if (options.json) printDocument({ environment, publicKey: pem, out: options.out ?? null });
  });
}
