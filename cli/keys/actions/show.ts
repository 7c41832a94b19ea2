import { print, printDocument, styled } from '../../output.ts';
import { visible } from '../../text/visible.ts';
import { type KeysOptions, withToken } from '../environment.ts';
import { type KeyName, someKeys } from '../token/find-keys.ts';
import type { Key } from '../token/read-key.ts';
import { readKeys } from './read-keys.ts';
import { requireName } from './require-name.ts';

export async function show(environment: string, options: KeysOptions & KeyName): Promise<void> {
  requireName(options);
  await withToken(environment, options, async (token) => {
    const found = await someKeys(token, options);
    const keys = await readKeys(token, found);
    if (options.json) printDocument({ environment, keys });
    else print(keys.map(inSentences).join('\n\n'));
  });
}

/** What an auditor asks of a key. */
function inSentences({ label, id, class: kind, type, size, token, sensitive, extractable, uses }: Key): string {
  const secret = extractable ? 'can be taken out, wrapped' : 'can never be taken out';
  return [
    `${styled('bold', visible(label) || '(no label)')}${id ? `, id ${id}` : ''}`,
    `  ${kind} key, ${type}${size ? ` of ${size} bits` : ''}, ${token ? 'kept on the HSMs' : 'of this session only'}`,
    `  may ${uses.join(', ') || 'do nothing'}`,
    ...(kind === 'public'
      ? ['  seen by every crypto user']
      : [`  ${secret} of the HSMs; ${sensitive ? 'never readable' : 'readable'}; seen by its owner only`]),
  ].join('\n');
}
