import { readFileSync } from 'node:fs';
import { agree } from '../agree.ts';
import { BadOption, CommandError, exitCodes } from '../exit.ts';
import { note, print, printDocument, styled, width } from '../output.ts';
import { table } from '../text/table.ts';
import { visible } from '../text/visible.ts';
import { type KeysOptions, withToken } from './environment.ts';
import { input, output } from './input-output.ts';
import { decryptMessage, encryptMessage, type MessageKey } from './messages.ts';
import { checkLabel, checkUnused } from './new-name.ts';
import { prove } from './prove.ts';
import type { CipherName } from './token/cipher.ts';
import { findKeys, inWords, type KeyClass, type KeyName, theKey } from './token/find-keys.ts';
import { generate, type KeyKind } from './token/generate.ts';
import type { Token } from './token/open-token.ts';
import { publicKeyOf } from './token/public-key.ts';
import { type Key, readKey } from './token/read-key.ts';
import { digestOf, signInHsm } from './token/sign.ts';
import type { SignatureName } from './token/signature-names.ts';
import { isSignedBy } from './verify.ts';

interface Files {
  in?: string;
  out?: string;
}

export type Actions = typeof actions;

/** What `hsm keys ENVIRONMENT` does. */
export const actions = {
  async prove(environment: string, options: KeysOptions & { local?: true; file?: string }): Promise<void> {
    if (options.local) return (await import('./rehearse.ts')).rehearseProof(environment, options);
    if (options.file !== undefined) throw new BadOption('--file is for rehearsals: give --local too');
    await withToken(environment, options, async (token) => {
      const proofs = await prove(token, (proof) => {
        if (!options.json)
          print(
            `${proof.ok ? styled('green', 'ok    ') : styled('red', 'failed')}  ${proof.algorithm}${proof.problem ? `: ${proof.problem}` : ''}`,
          );
      });
      if (options.json) printDocument({ environment, proofs });
      if (proofs.some(({ ok }) => !ok)) process.exitCode = exitCodes.failed;
    });
  },

  async generate(environment: string, options: KeysOptions & GenerateOptions): Promise<void> {
    const kind = kindOf(options);
    checkLabel(options.label);
    await withToken(environment, options, async (token) => {
      checkUnused(options, await read(token, await findKeys(token, { label: options.label })));
      const made = await generate(token, kind, { label: options.label, id: options.id, kept: true });
      const keys = await read(token, made);
      if (options.json) printDocument({ environment, keys });
      else print(keysTable(keys));
    });
  },

  async list(environment: string, options: KeysOptions & KeyName): Promise<void> {
    await withToken(environment, options, async (token) => {
      const keys = await read(token, await findKeys(token, options));
      if (options.json) printDocument({ environment, keys });
      else print(keys.length > 0 ? keysTable(keys) : 'no keys');
    });
  },

  async show(environment: string, options: KeysOptions & KeyName): Promise<void> {
    requireName(options);
    await withToken(environment, options, async (token) => {
      const found = await findKeys(token, options);
      if (found.length === 0) await theKey(token, options, 'secret');
      const keys = await read(token, found);
      if (options.json) printDocument({ environment, keys });
      else print(keys.map(inSentences).join('\n\n'));
    });
  },

  async encrypt(environment: string, options: KeysOptions & KeyName & Files & { mechanism?: CipherName }): Promise<void> {
    requireName(options);
    requireRoom(options);
    await withToken(environment, options, async (token) => {
      const key = await messageKey(token, options);
      await output(options.out, (to) => encryptMessage(token, key, options.mechanism ?? 'aes-gcm', input(options.in), to));
      if (options.json) printDocument({ environment, out: options.out });
    });
  },

  async decrypt(environment: string, options: KeysOptions & KeyName & Files & { mechanism?: CipherName }): Promise<void> {
    requireName(options);
    requireRoom(options);
    await withToken(environment, options, async (token) => {
      const key = await messageKey(token, options);
      await output(options.out, (to) => decryptMessage(token, key, options.mechanism, input(options.in), to));
      if (options.json) printDocument({ environment, out: options.out });
    });
  },

  async sign(environment: string, options: KeysOptions & KeyName & Files & { mechanism?: SignatureName }): Promise<void> {
    requireName(options);
    await withToken(environment, options, async (token) => {
      const key = await theKey(token, options, 'private');
      const name = await signatureFor(token, key, options.mechanism);
      const signature = await signInHsm(token, key, name, await digestOf(name, input(options.in)));
      if (options.out !== undefined || !options.json) await output(options.out, async (to) => void to.write(signature));
      if (options.json) printDocument({ environment, mechanism: name, signature: signature.toString('base64'), out: options.out ?? null });
    });
  },

  async verify(
    environment: string,
    options: KeysOptions & KeyName & { in?: string; signature: string; mechanism?: SignatureName },
  ): Promise<void> {
    requireName(options);
    await withToken(environment, options, async (token) => {
      const key = await theKey(token, options, 'public');
      const name = await signatureFor(token, key, options.mechanism);
      const good = await isSignedBy(await publicKeyOf(token, key), name, input(options.in), signatureIn(options.signature));
      if (!good) {
        const remedy = 'verify the data that was signed, with the signature beside it and the mechanism that it was made with';
        throw new CommandError(`the signature is not one of the key ${inWords(options)}`, exitCodes.failed, 'SignatureInvalid', { remedy });
      }
      if (options.json) printDocument({ environment, verified: true });
      else note('the signature is good');
    });
  },

  async exportPublic(environment: string, options: KeysOptions & KeyName & { out?: string }): Promise<void> {
    requireName(options);
    await withToken(environment, options, async (token) => {
      const pem = (await publicKeyOf(token, await theKey(token, options, 'public'))).export({ type: 'spki', format: 'pem' });
      if (options.json) printDocument({ environment, publicKey: pem });
      else await output(options.out, async (to) => void to.write(pem));
    });
  },

  async delete(environment: string, options: KeysOptions & KeyName & { yes?: true }): Promise<void> {
    requireName(options);
    await withToken(environment, options, async (token) => {
      const found = await findKeys(token, options);
      if (found.length === 0) await theKey(token, options, 'secret');
      // a pair goes together, and never two keys of one kind
      for (const kind of ['secret', 'private', 'public'] as const)
        if ((await findKeys(token, options, kind)).length > 1) await theKey(token, options, kind);
      const keys = await read(token, found);
      if (!options.yes && !process.env.HSM_EMULATOR_ETC)
        await agree(`${environment}: the key ${inWords(options)} goes, and what it has encrypted with it`);
      for (const key of found) await token.ask('deleting a key', () => token.module.C_DestroyObject(token.session, key));
      if (options.json) printDocument({ environment, deleted: keys });
      else note(`${keys.length === 1 ? 'the key is' : 'the pair is'} deleted`);
    });
  },
};

interface GenerateOptions {
  type: KeyKind['type'];
  size?: number;
  curve?: string;
  label: string;
  id?: string;
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

/** @throws CommandError */
function requireName({ label, id }: KeyName): void {
  if (label === undefined && id === undefined) throw new BadOption('say which key: give --label, or --id');
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

/**
 * How a key signs: as it is asked for, or as usual for its type.
 *
 * @throws CommandError where its type does not sign so
 */
async function signatureFor(token: Token, key: Buffer, asked: SignatureName | undefined): Promise<SignatureName> {
  const { label, type, size } = await readKey(token, key);
  const wanted = asked?.startsWith('ecdsa') ? 'ec' : 'rsa';
  if (asked && type === wanted) return asked;
  if (asked) {
    const remedy = 'name another key, or leave --mechanism out';
    const problem = `${asked} is for keys of type ${wanted}, and ${inWords({ label })} is of type ${type}`;
    throw new CommandError(problem, exitCodes.badInput, 'KeyNotForThis', { remedy });
  }
  if (type === 'rsa') return 'sha256-rsa-pkcs';
  return size === 521 ? 'ecdsa-sha512' : size === 384 ? 'ecdsa-sha384' : 'ecdsa-sha256';
}

function signatureIn(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new BadOption(`--signature ${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

async function read(token: Token, keys: Buffer[]): Promise<Key[]> {
  const all: Key[] = [];
  for (const key of keys) all.push(await readKey(token, key));
  const order: KeyClass[] = ['secret', 'private', 'public'];
  return all.toSorted((a, b) => (a.label === b.label ? order.indexOf(a.class) - order.indexOf(b.class) : a.label < b.label ? -1 : 1));
}

function keysTable(keys: Key[]): string {
  const rows = keys.map(({ label, id, class: kind, type, size, extractable, uses }) => [
    visible(label),
    id,
    kind,
    `${type}${size ? ` ${size}` : ''}`,
    uses.join(', '),
    kind === 'public' ? '' : extractable ? 'extractable' : 'stays in the HSMs',
  ]);
  return table(['LABEL', 'ID', 'CLASS', 'TYPE', 'MAY', 'SECRET'], rows, width(), (text) => styled('bold', text));
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
