import { CancelKeyDeletionCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import * as z from 'zod/mini';
import { Announced } from '../core/announced.ts';
import { kms } from '../core/aws/kms.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { step } from '../core/step.ts';
import { announcedTeardown } from '../core/teardown/announced-teardown.ts';

const Input = z.object({
  lease: Lease,
  /** ARNs of keys that were on their way to deletion. */
  keys: z.array(z.string()),
});

/** Takes keys back from their deletion, and tells which. KMS leaves them disabled, so that one whose deletion an earlier try has cancelled is enabled too. */
export const handler = step(Input, Announced, async ({ lease, keys }) => {
  for (const KeyId of keys) {
    await holdLease(lease);
    await cancelDeletion(KeyId);
    await kms().send(new EnableKeyCommand({ KeyId }));
  }
  const told = keys.length === 1 ? '1 key was taken back' : `${keys.length} keys were taken back`;
  return { ...announcedTeardown(lease, told), outcome: 'SUCCEEDED', takenBack: keys };
});

async function cancelDeletion(KeyId: string): Promise<void> {
  try {
    await kms().send(new CancelKeyDeletionCommand({ KeyId }));
  } catch (error) {
    // it is not on its way any more
    if ((error as Error).name !== 'KMSInvalidStateException') throw error;
  }
}
