import { constants, createVerify, type KeyObject } from 'node:crypto';
import { schemes } from './token/sign.ts';
import type { SignatureName } from './token/signature-names.ts';

/** Whether a signature is that of a key, without the HSM: as anybody can who has the public key. */
export async function isSignedBy(
  publicKey: KeyObject,
  name: SignatureName,
  data: AsyncIterable<Buffer>,
  signature: Buffer,
): Promise<boolean> {
  const { hash, padding } = schemes[name];
  const verify = createVerify(hash);
  for await (const chunk of data) verify.update(chunk);
  if (padding === 'ecdsa') return verify.verify({ key: publicKey, dsaEncoding: 'der' }, signature);
  if (padding === 'pkcs') return verify.verify({ key: publicKey, padding: constants.RSA_PKCS1_PADDING }, signature);
  return verify.verify(
    { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    signature,
  );
}
