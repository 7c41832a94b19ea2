import { DeleteCustomKeyStoreCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { kms } from '../core/aws/kms.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { findKeyStore, getKeyStore } from '../core/key-store/key-store.ts';
import { listRemoved } from '../core/record/create-notes.ts';
import { readRecord } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, clusterId: z.string() });
const Output = z.object({});

/** Deletes the key store over the cluster, which is DISCONNECTED and empty by now. KMS refuses one with keys. */
export const handler = step(Input, Output, async ({ environment, lease, clusterId }) => {
  const found = await findKeyStore(clusterId);
  const known = found?.keyStoreId ?? (await readRecord(environment)).keyStoreId;
  if (!known) return {};
  // a list may be late
  const standing = found ?? (await getKeyStore(known));
  await holdLease(lease);
  if (standing?.clusterId === clusterId) await deleteStore(known, environment);
  await listRemoved(lease, [known]);
  return {};
});

async function deleteStore(CustomKeyStoreId: string, environment: string): Promise<void> {
  try {
    await kms().send(new DeleteCustomKeyStoreCommand({ CustomKeyStoreId }));
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'CustomKeyStoreNotFoundException') return;
    if (name !== 'CustomKeyStoreHasCMKsException') throw error;
    throw new LifecycleError('KeysInUse', {
      doing: 'deleting the key store',
      to: CustomKeyStoreId,
      problem: message,
      remedy: `somebody has made a key meanwhile: start the teardown again, which names it, or bring the environment back: \`npx hsm provision\` with the file of ${environment}`,
    });
  }
}
