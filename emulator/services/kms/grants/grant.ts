import type { EncryptionContext } from '../cryptography/ciphertext.ts';

/** Lets a principal use a key, beside the key's policy. In force at once, so that tokens of grants add nothing. */
export interface Grant {
  id: string;
  token: string;
  name?: string;
  createdAt: Date;
  /** ARNs. */
  grantee: string;
  retiring?: string;
  issuer: string;
  operations: string[];
  constraints?: GrantConstraints;
}

export interface GrantConstraints {
  EncryptionContextEquals?: EncryptionContext;
  EncryptionContextSubset?: EncryptionContext;
}
