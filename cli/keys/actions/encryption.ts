import { BadOption } from '../../exit.ts';
import { printDocument } from '../../output.ts';
import { type KeysOptions, withToken } from '../environment.ts';
import { type Files, input, output } from '../input-output.ts';
import { decryptMessage, encryptMessage, type MessageKey } from '../messages.ts';
import type { CipherName } from '../token/cipher.ts';
import { type KeyName, theKey } from '../token/find-keys.ts';
import type { Token } from '../token/open-token.ts';
import { readKey } from '../token/read-key.ts';
import { requireName } from './require-name.ts';

export async function encrypt(environment: string, options: KeysOptions & KeyName & Files & { mechanism?: CipherName }): Promise<void> {
  requireName(options);
  requireRoom(options);
  await withToken(environment, options, async (token) => {
    const key = await messageKey(token, options);
    await output(options.out, (to) => encryptMessage(token, key, options.mechanism ?? 'aes-gcm', input(options.in), to));
    if (options.json) printDocument({ environment, out: options.out });
  });
}

export async function decrypt(environment: string, options: KeysOptions & KeyName & Files & { mechanism?: CipherName }): Promise<void> {
  requireName(options);
  requireRoom(options);
  await withToken(environment, options, async (token) => {
    const key = await messageKey(token, options);
    await output(options.out, (to) => decryptMessage(token, key, options.mechanism, input(options.in), to));
    if (options.json) printDocument({ environment, out: options.out });
  });
}

/** @throws CommandError where a document would be printed into the data */
function requireRoom({ json, out }: { json?: true; out?: string }): void {
  if (json && out === undefined)
    throw new BadOption('the data and the document of --json cannot both go to standard output', {
      remedy: 'give the data a file with -o',
    });
}

async function messageKey(token: Token, name: KeyName): Promise<MessageKey> {
  const handle = await theKey(token, name, 'secret');
  return { handle, label: name.label ?? (await readKey(token, handle)).label };
}
