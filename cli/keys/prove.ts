import { randomBytes as ownRandomBytes } from 'node:crypto';
import { type CipherName, decryptInHsm, encryptInHsm } from './token/cipher.ts';
import { generate, type KeyKind } from './token/generate.ts';
import type { Token } from './token/open-token.ts';
import { publicKeyOf } from './token/public-key.ts';
import { digestOf, signInHsm } from './token/sign.ts';
import type { SignatureName } from './token/signature-names.ts';
import { isSignedBy } from './verify.ts';

interface Proof {
  algorithm: string;
  ok: boolean;
  /** Why not. */
  problem?: string;
}

type Trial = { algorithm: string; kind: KeyKind } & ({ cipher: CipherName } | { signature: SignatureName });

const trials: Trial[] = [
  { algorithm: 'aes-256-gcm', kind: { type: 'aes', size: 256 }, cipher: 'aes-gcm' },
  { algorithm: 'aes-256-cbc-pad', kind: { type: 'aes', size: 256 }, cipher: 'aes-cbc-pad' },
  { algorithm: 'rsa-2048-pkcs1-sha256', kind: { type: 'rsa', size: 2048 }, signature: 'sha256-rsa-pkcs' },
  { algorithm: 'rsa-2048-pss-sha256', kind: { type: 'rsa', size: 2048 }, signature: 'sha256-rsa-pss' },
  { algorithm: 'ecdsa-p256-sha256', kind: { type: 'ec', curve: 'P-256' }, signature: 'ecdsa-sha256' },
  { algorithm: 'ecdsa-p384-sha384', kind: { type: 'ec', curve: 'P-384' }, signature: 'ecdsa-sha384' },
];

/**
 * Makes a key for each algorithm, uses it, sees what comes out of it outside of the HSM, and sees that a changed message or signature
 * is refused. The keys live in the session, so that nothing is left of them.
 */
export async function prove(token: Token, told: (proof: Proof) => void): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const trial of trials) {
    const proof = await tried(token, trial);
    proofs.push(proof);
    told(proof);
  }
  return proofs;
}

async function tried(token: Token, trial: Trial): Promise<Proof> {
  const { algorithm, kind } = trial;
  try {
    const keys = await generate(token, kind, { label: `proof of ${algorithm}`, kept: false });
    try {
      const problem =
        'cipher' in trial ? await cipherProblem(token, keys[0]!, trial.cipher) : await signatureProblem(token, keys, trial.signature);
      return problem ? { algorithm, ok: false, problem } : { algorithm, ok: true };
    } finally {
      for (const key of keys) token.module.C_DestroyObject(token.session, key);
    }
  } catch (error) {
    return { algorithm, ok: false, problem: (error as Error).message };
  }
}

async function cipherProblem(token: Token, key: Buffer, cipher: CipherName): Promise<string | undefined> {
  const plain = ownRandomBytes(1000);
  const message = await encryptInHsm(token, key, cipher, plain);
  if (!(await decryptInHsm(token, key, cipher, message)).equals(plain)) return 'what was encrypted does not decrypt to the same';
  if (cipher !== 'aes-gcm') return undefined;
  message[message.length - 1]! ^= 1;
  const accepted = await decryptInHsm(token, key, cipher, message).catch(() => undefined);
  return accepted ? 'a changed message decrypts' : undefined;
}

async function signatureProblem(token: Token, [publicKey, privateKey]: Buffer[], name: SignatureName): Promise<string | undefined> {
  const data = ownRandomBytes(1000);
  const signature = await signInHsm(token, privateKey!, name, await digestOf(name, once(data)));
  const outside = await publicKeyOf(token, publicKey!);
  if (!(await isSignedBy(outside, name, once(data), signature))) return 'the signature does not verify outside of the HSM';
  data[0]! ^= 1;
  return (await isSignedBy(outside, name, once(data), signature)) ? 'the signature verifies with other data' : undefined;
}

async function* once(data: Buffer): AsyncGenerator<Buffer> {
  yield data;
}
