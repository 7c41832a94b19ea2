import { randomBytes } from 'node:crypto';
import { DecryptCommand, EncryptCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { kms } from '../core/aws/kms.ts';
import { knownToBeThere } from '../core/errors/late.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { step } from '../core/step.ts';

const Input = z.object({ keyArn: z.string() });
const Output = z.object({ proof: z.literal(true) });

/** How KMS answers for a key that it does not show everywhere yet, and for one that its HSMs do not hold everywhere yet. */
const notYet = ['NotFoundException', 'KMSInvalidStateException'];

/** Encrypts random bytes in the HSMs and decrypts them again. */
export const handler = step(Input, Output, async ({ keyArn }) => {
  const details = { doing: 'proving the key', to: keyArn };
  const late = {
    ...details,
    problem: 'KMS does not take it for use, though its key store was connected when the run came here',
    remedy: `start the workflow again; if it stays so, see what state the key is in: \`aws kms describe-key --key-id ${keyArn}\``,
  };
  const plaintext = randomBytes(32);
  const EncryptionContext = { purpose: 'cloudhsm-lifecycle-proof' };
  const { CiphertextBlob } = await knownToBeThere(
    () => kms().send(new EncryptCommand({ KeyId: keyArn, Plaintext: plaintext, EncryptionContext })),
    late,
    notYet,
  );
  const { Plaintext, KeyId } = await knownToBeThere(
    () => kms().send(new DecryptCommand({ KeyId: keyArn, CiphertextBlob, EncryptionContext })),
    late,
    notYet,
  );
  if (KeyId === keyArn && Plaintext && plaintext.equals(Plaintext)) return { proof: true as const };
  throw new LifecycleError('KeyProofFailed', {
    ...details,
    problem: 'what was decrypted is not what was encrypted',
    remedy: 'do not use the key; ask AWS Support, and start the workflow again when they have found the reason',
  });
});
