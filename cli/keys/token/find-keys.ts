import type { Handle } from 'pkcs11js';
import { CommandError, exitCodes } from '../../exit.ts';
import type { Token } from './open-token.ts';

/** What names a key: its label, and its id where several have the label. */
export interface KeyName {
  label?: string;
  /** Hex. */
  id?: string;
}

export type KeyClass = 'secret' | 'private' | 'public';

/** The keys of a name, or all of them, that the user sees. */
export function findKeys(token: Token, { label, id }: KeyName, only?: KeyClass): Promise<Handle[]> {
  const { ck, module, session, ask } = token;
  const classes = { secret: ck.CKO_SECRET_KEY, private: ck.CKO_PRIVATE_KEY, public: ck.CKO_PUBLIC_KEY };
  const template = [
    ...(only ? [{ type: ck.CKA_CLASS, value: classes[only] }] : []),
    ...(label === undefined ? [] : [{ type: ck.CKA_LABEL, value: label }]),
    ...(id === undefined ? [] : [{ type: ck.CKA_ID, value: Buffer.from(id, 'hex') }]),
  ];
  return ask('looking for keys', () => {
    module.C_FindObjectsInit(session, template);
    const found: Handle[] = [];
    try {
      for (let some = module.C_FindObjects(session, 100); some.length > 0; some = module.C_FindObjects(session, 100)) found.push(...some);
    } finally {
      module.C_FindObjectsFinal(session);
    }
    return found;
  });
}

/**
 * The one key that is named.
 *
 * @throws CommandError where there is none, or more than one
 */
export async function theKey(token: Token, name: KeyName, kind: KeyClass): Promise<Handle> {
  const [found, ...others] = await findKeys(token, name, kind);
  if (!found) throw noKey(name, `${kind} key`);
  if (others.length === 0) return found;
  const problem = `${others.length + 1} ${kind} keys are called ${inWords(name)}`;
  throw new CommandError(problem, exitCodes.badInput, 'AmbiguousKey', {
    remedy: 'name one with --id; npx hsm keys ENVIRONMENT list shows ids',
  });
}

/**
 * The keys that are named, of any class.
 *
 * @throws CommandError where there is none
 */
export async function someKeys(token: Token, name: KeyName): Promise<Handle[]> {
  const found = await findKeys(token, name);
  if (found.length === 0) throw noKey(name, 'key');
  return found;
}

function noKey(name: KeyName, what: string): CommandError {
  const remedy = 'npx hsm keys ENVIRONMENT list shows which there are';
  return new CommandError(`there is no ${what} ${inWords(name)}`, exitCodes.badInput, 'NoSuchKey', { remedy });
}

export function inWords({ label, id }: KeyName): string {
  return [label && `'${label}'`, id && `with the id ${id}`].filter(Boolean).join(' ') || 'at all';
}
