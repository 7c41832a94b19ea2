import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  InvalidRequestException,
  RemoveRegionsFromReplicationCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { secretsManager } from '../core/aws/secrets-manager.ts';
import { isSecretOf } from '../core/credentials/credentials.ts';
import { listRemoved } from '../core/record/create-notes.ts';
import { forgetTrustAnchor, readRecord } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { forgetUsers, readFormerSecrets, readUsers } from '../core/record/users.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease });
const Output = z.object({});

/** As long as CloudHSM keeps the backups that were deleted: whoever brings one back needs the passwords of its time. */
const days = 7;

/** Has the environment's passwords and trust anchor deleted, whose last backup has been. What others have put there stays. */
export const handler = step(Input, Output, async ({ environment, lease }) => {
  const [users, former, { trustAnchor }] = await Promise.all([
    readUsers(environment),
    readFormerSecrets(environment),
    readRecord(environment),
  ]);
  const secrets = [...Object.values(users), ...former, ...(trustAnchor ? [trustAnchor.secretArn] : [])];
  for (const SecretId of secrets) {
    await holdLease(lease);
    if (await deleteOurs(SecretId, environment)) await listRemoved(lease, [SecretId]);
  }
  await forgetUsers(environment);
  await forgetTrustAnchor(environment);
  return {};
});

async function deleteOurs(SecretId: string, environment: string): Promise<boolean> {
  try {
    const found = await secretsManager().send(new DescribeSecretCommand({ SecretId }));
    if (found.DeletedDate || !isSecretOf(found, environment)) return false;
    const RemoveReplicaRegions = (found.ReplicationStatus ?? []).map(({ Region = '' }) => Region);
    // one with replicas cannot be deleted; what was restored in another region has secrets of its own there
    if (RemoveReplicaRegions.length > 0)
      await secretsManager().send(new RemoveRegionsFromReplicationCommand({ SecretId, RemoveReplicaRegions }));
    await secretsManager().send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: days }));
    return true;
  } catch (error) {
    // a request whose answer was lost has deleted it
    if (error instanceof ResourceNotFoundException || error instanceof InvalidRequestException) return false;
    throw error;
  }
}
