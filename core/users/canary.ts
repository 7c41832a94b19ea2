import { createPublicKey, verify } from 'node:crypto';
import * as z from 'zod/mini';

/** The crypto user whose key proves that a backup holds keys, and nothing else. */
export const canaryUser = 'lifecycle_canary';

/** What its key signs, always the same: RSA PKCS #1 v1.5 gives the same signature for it wherever the key is. */
export const canaryData = 'cloudhsm-lifecycle';

/** What is kept of the key, beside the user's password. Nobody can make signatures of it. */
export const Canary = z.object({
  /** SubjectPublicKeyInfo, PEM. */
  publicKey: z.string(),
  /** Base64. */
  signature: z.string(),
});

export type Canary = z.output<typeof Canary>;

/** The secret of the user. */
export const CanarySecret = z.object({ username: z.string(), password: z.string(), canary: z.optional(Canary) });

/** Whether a signature is that of the key over its data. */
export function isOfCanary({ publicKey, signature }: Canary): boolean {
  try {
    return verify('sha256', Buffer.from(canaryData), createPublicKey(publicKey), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
