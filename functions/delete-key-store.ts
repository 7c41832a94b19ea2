import { DeleteCustomKeyStoreCommand, DisconnectCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { kms } from '../core/aws/kms.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { findKeyStore, getKeyStore, type KeyStore } from '../core/key-store/key-store.ts';
import { hasKeysStill } from '../core/key-store/keys-in-store.ts';
import { isLeftBehind } from '../core/key-store/left-behind.ts';
import { listRemoved } from '../core/record/create-notes.ts';
import { readRecord } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  environment: z.string(),
  lease: Lease,
  /** Null where it is gone. */
  clusterId: z.nullable(z.string()),
});
const Output = z.object({});

/** Deletes the key store over the cluster, which is DISCONNECTED and empty by now, or the one that a cluster of before has left behind. KMS refuses one with keys. */
export const handler = step(Input, Output, async ({ environment, lease, clusterId }) => {
  const over = clusterId === null ? undefined : await findKeyStore(clusterId);
  const known = over?.keyStoreId ?? (await readRecord(environment)).keyStoreId;
  if (!known) return {};
  // a list may be late
  const standing = over ?? (await getKeyStore(known));
  if (standing && standing.clusterId !== clusterId) {
    if (await isLeftBehind(standing)) await deleteLeft(standing, environment, lease);
    return {};
  }
  await holdLease(lease);
  if (standing) await deleteStore(known, environment);
  await listRemoved(lease, [known]);
  return {};
});

/** Nobody has parked it: it is as its cluster has left it. */
async function deleteLeft({ keyStoreId, state }: KeyStore, environment: string, lease: Lease): Promise<void> {
  await holdLease(lease);
  if (state !== 'DISCONNECTED') {
    if (state !== 'DISCONNECTING') await kms().send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: keyStoreId }));
    throw lateAnswer({
      doing: 'deleting the key store',
      to: keyStoreId,
      problem: 'KMS has been asked to disconnect it, and does not show yet that it is',
    });
  }
  await deleteStore(keyStoreId, environment);
  await listRemoved(lease, [keyStoreId]);
}

async function deleteStore(CustomKeyStoreId: string, environment: string): Promise<void> {
  try {
    await kms().send(new DeleteCustomKeyStoreCommand({ CustomKeyStoreId }));
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'CustomKeyStoreNotFoundException') return;
    throw name === 'CustomKeyStoreHasCMKsException' ? hasKeysStill(CustomKeyStoreId, environment, message) : error;
  }
}
