import { readFileSync } from 'node:fs';
import { BadOption, CommandError, exitCodes } from '../../exit.ts';
import { note, printDocument } from '../../output.ts';
import { type KeysOptions, withToken } from '../environment.ts';
import { type Files, input, output } from '../input-output.ts';
import { inWords, type KeyName, theKey } from '../token/find-keys.ts';
import type { Token } from '../token/open-token.ts';
import { publicKeyOf } from '../token/public-key.ts';
import { readKey } from '../token/read-key.ts';
import { digestOf, signInHsm } from '../token/sign.ts';
import type { SignatureName } from '../token/signature-names.ts';
import { isSignedBy } from '../verify.ts';
import { requireName } from './require-name.ts';

export async function sign(environment: string, options: KeysOptions & KeyName & Files & { mechanism?: SignatureName }): Promise<void> {
  requireName(options);
  await withToken(environment, options, async (token) => {
    const key = await theKey(token, options, 'private');
    const name = await signatureFor(token, key, options.mechanism);
    const signature = await signInHsm(token, key, name, await digestOf(name, input(options.in)));
    if (options.out !== undefined || !options.json) await output(options.out, async (to) => void to.write(signature));
    if (options.json) printDocument({ environment, mechanism: name, signature: signature.toString('base64'), out: options.out ?? null });
  });
}

export async function verify(
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
