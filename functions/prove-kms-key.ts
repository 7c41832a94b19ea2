import { randomBytes } from 'node:crypto';
import { DecryptCommand, EncryptCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { kms } from '../core/aws/kms.ts';
import { knownToBeThere, retriesOfMinutes } from '../core/errors/late.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  keyArn: z.string(),
  /** How often it was tried in vain. */
  looks: z.int(),
});
const Output = z.object({ proof: z.literal(true) });

/** How KMS answers for a key that it does not show everywhere yet, and for one that its HSMs do not hold everywhere yet. */
const notYet = ['NotFoundException', 'KMSInvalidStateException'];

/** Encrypts random bytes in the HSMs and decrypts them again. */
export const handler = step(Input, Output, async ({ environment, keyArn, looks }) => {
  const details = { doing: 'proving the key', to: keyArn };
  const late = {
    ...details,
    problem: 'KMS does not take it for use, though its key store was connected when the run came here',
    remedy: `start the workflow again; if it stays so, see what state the key is in: \`aws kms describe-key --key-id ${keyArn}\``,
  };
  const used = async <T>(use: () => Promise<T>): Promise<T> => {
    try {
      return await knownToBeThere(use, late, notYet);
    } catch (error) {
      const { name, message } = ((error as Error).cause ?? {}) as Partial<Error>;
      throw looks >= retriesOfMinutes && name === 'KMSInvalidStateException' ? outOfReach(environment, details, message) : error;
    }
  };
  const plaintext = randomBytes(32);
  const EncryptionContext = { purpose: 'cloudhsm-lifecycle-proof' };
  const { CiphertextBlob } = await used(() => kms().send(new EncryptCommand({ KeyId: keyArn, Plaintext: plaintext, EncryptionContext })));
  const { Plaintext, KeyId } = await used(() => kms().send(new DecryptCommand({ KeyId: keyArn, CiphertextBlob, EncryptionContext })));
  if (KeyId === keyArn && Plaintext && plaintext.equals(Plaintext)) return { proof: true as const };
  throw new LifecycleError('KeyProofFailed', {
    ...details,
    problem: 'what was decrypted is not what was encrypted',
    remedy: 'do not use the key; ask AWS Support, and start the workflow again when they have found the reason',
  });
});

/**
 * KMS is logged in nowhere, as after all HSMs were lost and came back from a backup, since it says CONNECTED of their key store all the same;
 * or the HSMs do not hold the key's material, where that backup is older than the key.
 */
function outOfReach(environment: string, details: { doing: string; to: string }, said = ''): LifecycleError {
  return new LifecycleError('KmsKeyUnusable', {
    ...details,
    problem: `KMS cannot use it, though it says that its key store is connected: ${said}`,
    remedy: `have KMS log in anew: \`npx hsm disconnect ${environment}\`, then \`npx hsm connect ${environment}\`. Where that ends the same way, the HSMs do not hold its key material, as after they came from a backup of before the key: restore a younger one (\`npx hsm restore ${environment}\` with \`--backup\` and \`--replace\`; \`aws cloudhsmv2 describe-backups\` lists them), or, where there is none, declare a key under another name, since what this one has encrypted is lost`,
  });
}
