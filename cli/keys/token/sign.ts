import { createHash } from 'node:crypto';
import type { Handle, Mechanism, RsaPSS } from 'pkcs11js';
import { derOf } from './ecdsa-der.ts';
import type { Token } from './open-token.ts';
import type { SignatureName } from './signature-names.ts';

interface Scheme {
  hash: 'sha256' | 'sha384' | 'sha512';
  padding: 'pkcs' | 'pss' | 'ecdsa';
}

export const schemes: Record<SignatureName, Scheme> = {
  'sha256-rsa-pkcs': { hash: 'sha256', padding: 'pkcs' },
  'sha256-rsa-pss': { hash: 'sha256', padding: 'pss' },
  'sha384-rsa-pkcs': { hash: 'sha384', padding: 'pkcs' },
  'sha384-rsa-pss': { hash: 'sha384', padding: 'pss' },
  'ecdsa-sha256': { hash: 'sha256', padding: 'ecdsa' },
  'ecdsa-sha384': { hash: 'sha384', padding: 'ecdsa' },
  'ecdsa-sha512': { hash: 'sha512', padding: 'ecdsa' },
};

/** What stands before a digest in a signature of PKCS #1: the DER of DigestInfo up to it. */
const digestInfo = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/** Hashes on this side, as CloudHSM's own library does: data of any length. */
export async function digestOf(name: SignatureName, data: AsyncIterable<Buffer>): Promise<Buffer> {
  const hash = createHash(schemes[name].hash);
  for await (const chunk of data) hash.update(chunk);
  return hash.digest();
}

/** A signature as openssl has it: ECDSA as DER. */
export async function signInHsm({ ck, module, session, ask }: Token, key: Handle, name: SignatureName, digest: Buffer): Promise<Buffer> {
  const [mechanism, data] = prepared(ck, name, digest);
  const signature = await ask('signing', () => {
    module.C_SignInit(session, mechanism, key);
    return module.C_Sign(session, data, Buffer.alloc(1024));
  });
  return schemes[name].padding === 'ecdsa' ? derOf(signature) : signature;
}

function prepared(ck: Token['ck'], name: SignatureName, digest: Buffer): [Mechanism, Buffer] {
  const { hash, padding } = schemes[name];
  if (padding === 'ecdsa') return [{ mechanism: ck.CKM_ECDSA }, digest];
  if (padding === 'pkcs') return [{ mechanism: ck.CKM_RSA_PKCS }, Buffer.concat([Buffer.from(digestInfo[hash], 'hex'), digest])];
  const algorithms = {
    sha256: { hashAlg: ck.CKM_SHA256, mgf: ck.CKG_MGF1_SHA256 },
    sha384: { hashAlg: ck.CKM_SHA384, mgf: ck.CKG_MGF1_SHA384 },
    sha512: { hashAlg: ck.CKM_SHA512, mgf: ck.CKG_MGF1_SHA512 },
  };
  const parameter: RsaPSS = { type: ck.CK_PARAMS_RSA_PSS, ...algorithms[hash], saltLen: digest.length };
  return [{ mechanism: ck.CKM_RSA_PKCS_PSS, parameter }, digest];
}
