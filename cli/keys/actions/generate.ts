import { BadOption } from '../../exit.ts';
import { print, printDocument } from '../../output.ts';
import { type KeysOptions, withToken } from '../environment.ts';
import { checkLabel, checkUnused } from '../new-name.ts';
import { findKeys } from '../token/find-keys.ts';
import { generate, type KeyKind } from '../token/generate.ts';
import { keysTable } from './keys-table.ts';
import { readKeys } from './read-keys.ts';

interface GenerateOptions {
  type: KeyKind['type'];
  size?: number;
  curve?: string;
  label: string;
  id?: string;
}

export async function generateKeys(environment: string, options: KeysOptions & GenerateOptions): Promise<void> {
  const kind = kindOf(options);
  checkLabel(options.label);
  await withToken(environment, options, async (token) => {
    checkUnused(options, await readKeys(token, await findKeys(token, { label: options.label })));
    const made = await generate(token, kind, { label: options.label, id: options.id, kept: true });
    const keys = await readKeys(token, made);
    if (options.json) printDocument({ environment, keys });
    else print(keysTable(keys));
  });
}

/** @throws CommandError for a size or curve that the type does not have */
function kindOf({ type, size, curve }: GenerateOptions): KeyKind {
  if (type === 'ec') {
    if (size !== undefined) throw new BadOption('a key of type ec has a --curve, and no --size');
    return { type, curve: (curve ?? 'P-256') as 'P-256' };
  }
  if (curve !== undefined) throw new BadOption(`a key of type ${type} has a --size, and no --curve`);
  const sizes = { aes: [256, 192, 128], rsa: [2048, 3072, 4096] }[type];
  const wanted = size ?? sizes[0]!;
  if (!sizes.includes(wanted)) throw new BadOption(`--size ${wanted}: a key of type ${type} has ${sizes.join(', ')} bits`);
  return { type, size: wanted } as KeyKind;
}
