import { DisconnectCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { kms } from '../core/aws/kms.ts';
import { requireCluster } from '../core/cloudhsm/environment-cluster.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { findKeyStore } from '../core/key-store/key-store.ts';
import { readRecord } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';
import { progress } from '../core/waiting/progress.ts';
import { Progress, Waiting } from '../core/waiting/waiting-shape.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** How often a key store of the record was looked for in vain. */
  looks: z.int(),
  waiting: Waiting,
});
const Output = z.extend(Progress, { clusterId: z.string() });

/** So often KMS is asked for a key store of the record before it is taken to be gone. */
const mostLooks = 5;

/**
 * Brings the key store one step nearer to DISCONNECTED, whatever it is now: its keys cannot be used from then on. Without a key store
 * there is nothing to do.
 */
export const handler = step(Input, Output, async ({ environment, lease, looks, waiting }) => {
  await holdLeaseAgain(lease, waiting.now);
  const { clusterId: onRecord, keyStoreId: known } = await readRecord(environment);
  const { clusterId } = await requireCluster(environment, onRecord);
  const keyStore = await findKeyStore(clusterId);
  if (!keyStore && known && looks < mostLooks) {
    throw lateAnswer({ doing: 'disconnecting the key store', to: known, problem: 'KMS does not show the key store that the record knows' });
  }
  const { keyStoreId = '', state = 'DISCONNECTED' } = keyStore ?? {};
  if (state !== 'DISCONNECTED' && state !== 'DISCONNECTING') await disconnect(keyStoreId);
  return { ...progress(waiting, state === 'DISCONNECTED', keyStoreId), clusterId };
});

async function disconnect(CustomKeyStoreId: string): Promise<void> {
  try {
    await kms().send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }));
  } catch (error) {
    // KMS shows late that it is at work on it already
    if ((error as Error).name !== 'CustomKeyStoreInvalidStateException') throw error;
  }
}
