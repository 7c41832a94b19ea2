import { ConnectCustomKeyStoreCommand, DisconnectCustomKeyStoreCommand, UpdateCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { kms } from '../core/aws/kms.ts';
import { readPassword } from '../core/credentials/read-password.ts';
import { anotherTry, connectionFailure } from '../core/key-store/connection-failure.ts';
import { keyStoreRefusal } from '../core/key-store/refusal.ts';
import { requireKeyStore } from '../core/key-store/require-key-store.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { kmsUserSecret } from '../core/record/users.ts';
import { step } from '../core/step.ts';
import { nextWait } from '../core/waiting/next-wait.ts';

const Input = z.object({
  environment: z.string(),
  keyStoreId: z.string(),
  lease: Lease,
  /** set: this run has given kmsuser the password of its secret. leave: KMS knows it better. */
  kmsUser: z.enum(['set', 'leave']),
  /** The codes with which connections have failed in this run. */
  failures: z.array(z.string()),
  pace: z.number(),
});
const Output = z.object({
  /** What KMS has been asked for, by this step or before. */
  asked: z.enum(['connect', 'disconnect']),
  /** Until the first look at what comes of it. */
  waitSeconds: z.int(),
});

/**
 * Brings the key store one step nearer to CONNECTED. A connection that failed is taken down first. Then KMS is asked to connect,
 * unless that has failed for good: the store stays DISCONNECTED, so that kmsuser can be set up anew. KMS rotates the password of
 * kmsuser whenever it connects, so it is told one only where the users' task has just set it.
 */
export const handler = step(Input, Output, async ({ environment, keyStoreId, lease, kmsUser, failures, pace }) => {
  const keyStore = await requireKeyStore(keyStoreId);
  const { state } = keyStore;
  if (state === 'CONNECTED' || state === 'CONNECTING') return { asked: 'connect' as const, waitSeconds: 0 };
  if (state === 'DISCONNECTING') return { asked: 'disconnect' as const, waitSeconds: 0 };
  if (state === 'DISCONNECTED' && anotherTry(failures) === undefined) throw connectionFailure(keyStore, failures);
  await holdLease(lease);
  const tied = { CustomKeyStoreId: keyStoreId };
  try {
    if (state === 'FAILED') {
      await kms().send(new DisconnectCustomKeyStoreCommand(tied));
      return { asked: 'disconnect' as const, ...nextWait('disconnectKeyStore', 0, pace) };
    }
    if (kmsUser === 'set') {
      const KeyStorePassword = await readPassword(await kmsUserSecret(environment));
      await kms().send(new UpdateCustomKeyStoreCommand({ ...tied, KeyStorePassword }));
    }
    await kms().send(new ConnectCustomKeyStoreCommand(tied));
    return { asked: 'connect' as const, ...nextWait('connectKeyStore', 0, pace) };
  } catch (error) {
    throw keyStoreRefusal(error, { doing: `${state === 'FAILED' ? 'dis' : ''}connecting the key store`, to: keyStoreId });
  }
});
