import { DeleteSecretCommand, DescribeSecretCommand, RemoveRegionsFromReplicationCommand } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod/mini';
import { secretsManager } from '../core/aws/secrets-manager.ts';
import { isSecretOf } from '../core/credentials/credentials.ts';
import { secretName, trustAnchorName } from '../core/credentials/secret-name.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { listRemoved } from '../core/record/create-notes.ts';
import { forgetTrustAnchor, readRecord } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { forgetUsers, readFormerSecrets, readUsers } from '../core/record/users.ts';
import { step } from '../core/step.ts';
import { ownUsers } from '../core/users/own-users.ts';

const Input = z.object({ environment: z.string(), lease: Lease });
const Output = z.object({});

/** As long as CloudHSM keeps the backups that were deleted: whoever brings one back needs the passwords of its time. */
const days = 7;

/** Has the environment's passwords and trust anchor deleted, whose last backup has been. What others have put there stays. */
export const handler = step(Input, Output, async ({ environment, lease }) => {
  const [users, former, { trustAnchor, environment: asked }] = await Promise.all([
    readUsers(environment),
    readFormerSecrets(environment),
    readRecord(environment),
  ]);
  const onRecord = [...Object.values(users), ...former, ...(trustAnchor ? [trustAnchor.secretArn] : [])];
  // those that somebody has brought back since the record forgot them have their names alone
  const names = [...ownUsers, ...(asked?.cryptoUsers ?? []), trustAnchorName];
  for (const SecretId of [...onRecord, ...names.map((name) => secretName(environment, name))]) {
    await holdLease(lease);
    const deleted = await deleteOurs(SecretId, environment);
    if (deleted) await listRemoved(lease, [deleted]);
  }
  await forgetUsers(environment);
  await forgetTrustAnchor(environment);
  return {};
});

/** Returns the ARN of one that it has deleted. */
async function deleteOurs(SecretId: string, environment: string): Promise<string | undefined> {
  try {
    const found = await secretsManager().send(new DescribeSecretCommand({ SecretId }));
    if (found.DeletedDate || !isSecretOf(found, environment)) return undefined;
    const RemoveReplicaRegions = (found.ReplicationStatus ?? []).map(({ Region = '' }) => Region);
    // one with replicas cannot be deleted; what was restored in another region has secrets of its own there
    if (RemoveReplicaRegions.length > 0)
      await secretsManager().send(new RemoveRegionsFromReplicationCommand({ SecretId, RemoveReplicaRegions }));
    await secretsManager().send(new DeleteSecretCommand({ SecretId, RecoveryWindowInDays: days }));
    return found.ARN ?? SecretId;
  } catch (error) {
    const { name, message } = error as Error;
    if (name === 'ResourceNotFoundException') return undefined;
    if (name !== 'InvalidRequestException') throw error;
    // a request whose answer was lost has deleted it
    if (await isGoing(SecretId)) return undefined;
    throw lateAnswer({
      doing: 'deleting a secret',
      to: SecretId,
      problem: `Secrets Manager does not take that, and does not show that it is on its way to deletion: ${message}`,
      remedy: 'start the teardown again: it goes on with what is left',
    });
  }
}

async function isGoing(SecretId: string): Promise<boolean> {
  const { DeletedDate } = await secretsManager().send(new DescribeSecretCommand({ SecretId }));
  return DeletedDate !== undefined;
}
