import { randomBytes } from 'node:crypto';
import { DecryptCommand, EncryptCommand, NotFoundException } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { kms } from '../core/aws/kms.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { step } from '../core/step.ts';

const Input = z.object({ keyArn: z.string() });
const Output = z.object({ proof: z.literal(true) });

/** Encrypts random bytes in the HSMs and decrypts them again. */
export const handler = step(Input, Output, async ({ keyArn }) => {
  const plaintext = randomBytes(32);
  const EncryptionContext = { purpose: 'cloudhsm-lifecycle-proof' };
  const CiphertextBlob = await encrypt(keyArn, plaintext, EncryptionContext);
  const { Plaintext, KeyId } = await kms().send(new DecryptCommand({ KeyId: keyArn, CiphertextBlob, EncryptionContext }));
  if (KeyId === keyArn && Plaintext && plaintext.equals(Plaintext)) return { proof: true as const };
  throw new LifecycleError('KeyProofFailed', {
    doing: 'proving the key',
    to: keyArn,
    problem: 'what was decrypted is not what was encrypted',
    remedy: 'do not use the key; ask AWS Support',
  });
});

async function encrypt(KeyId: string, Plaintext: Uint8Array, EncryptionContext: Record<string, string>): Promise<Uint8Array | undefined> {
  try {
    return (await kms().send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }))).CiphertextBlob;
  } catch (error) {
    throw error instanceof NotFoundException ? notVisible(KeyId, error) : error;
  }
}

/** KMS shows a new key everywhere only after a moment. */
function notVisible(keyArn: string, cause: Error): LifecycleError {
  const remedy = 'the step is tried again by itself; if it keeps failing, see in CloudTrail who deleted the key';
  return new LifecycleError('TransientServiceError', { doing: 'proving the key', to: keyArn, problem: cause.message, remedy }, { cause });
}
