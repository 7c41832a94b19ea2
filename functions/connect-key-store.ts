import { ConnectCustomKeyStoreCommand, DisconnectCustomKeyStoreCommand, UpdateCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { kms } from '../core/aws/kms.ts';
import { readPassword } from '../core/credentials/read-password.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { requireKeyStore } from '../core/key-store/require-key-store.ts';
import { holdLease, Lease } from '../core/lease/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  keyStoreId: z.string(),
  kmsUserSecret: z.string().describe('The ARN of the secret of kmsuser.'),
  lease: Lease,
});
const Output = z.object({ state: z.string() });

/**
 * Tells KMS the password of kmsuser and asks it to connect: KMS has rotated the one that it knew when it connected last, and the
 * users' task has reset it since. A FAILED store has to be disconnected first, which takes a while: then the step is retried.
 */
export const handler = step(Input, Output, async ({ keyStoreId, kmsUserSecret, lease }) => {
  const { state, errorCode } = await requireKeyStore(keyStoreId);
  if (state === 'CONNECTED' || state === 'CONNECTING') return { state };
  await holdLease(lease);
  if (state === 'DISCONNECTED') {
    const KeyStorePassword = await readPassword(kmsUserSecret);
    await kms().send(new UpdateCustomKeyStoreCommand({ CustomKeyStoreId: keyStoreId, KeyStorePassword }));
    await kms().send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: keyStoreId }));
    return { state: 'CONNECTING' };
  }
  if (state === 'FAILED') await kms().send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: keyStoreId }));
  throw new LifecycleError('KeyStoreDisconnecting', {
    doing: 'connecting the key store',
    to: keyStoreId,
    problem: `its last connection failed (${errorCode ?? 'no code'}), and it is being disconnected`,
    remedy: 'the step is tried again by itself',
  });
});
