export type KeyUsage = 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC' | 'KEY_AGREEMENT';

const rsa = {
  ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  SIGN_VERIFY: ['RSASSA_PKCS1_V1_5', 'RSASSA_PSS'].flatMap((scheme) => [256, 384, 512].map((bits) => `${scheme}_SHA_${bits}`)),
};
const nist = (bits: number) => ({ SIGN_VERIFY: [`ECDSA_SHA_${bits}`], KEY_AGREEMENT: ['ECDH'] });
const hmac = (bits: number) => ({ GENERATE_VERIFY_MAC: [`HMAC_SHA_${bits}`] });

/** The specs of keys that are emulated: the usages of each, with its algorithms, as KMS lists them (KMS Developer Guide, "Key spec reference"). */
const keySpecs = {
  SYMMETRIC_DEFAULT: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
  RSA_2048: rsa,
  RSA_3072: rsa,
  RSA_4096: rsa,
  ECC_NIST_P256: nist(256),
  ECC_NIST_P384: nist(384),
  ECC_NIST_P521: nist(512),
  ECC_SECG_P256K1: { SIGN_VERIFY: ['ECDSA_SHA_256'] },
  HMAC_224: hmac(224),
  HMAC_256: hmac(256),
  HMAC_384: hmac(384),
  HMAC_512: hmac(512),
} satisfies Record<string, Partial<Record<KeyUsage, string[]>>>;

export type KeySpec = keyof typeof keySpecs;

export function isKeySpec(spec: string): spec is KeySpec {
  return Object.hasOwn(keySpecs, spec);
}

/** What a key of a spec can do when it is made for a usage; undefined where no key of the spec is. */
export function algorithmsOf(spec: KeySpec, usage: KeyUsage): string[] | undefined {
  return (keySpecs[spec] as Partial<Record<KeyUsage, string[]>>)[usage];
}
