/** How something is signed. Apart from what signs: the command knows its options before it loads that. */
export const signatureNames = [
  'sha256-rsa-pkcs',
  'sha256-rsa-pss',
  'sha384-rsa-pkcs',
  'sha384-rsa-pss',
  'ecdsa-sha256',
  'ecdsa-sha384',
  'ecdsa-sha512',
] as const;

export type SignatureName = (typeof signatureNames)[number];
