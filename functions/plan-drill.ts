import * as z from 'zod/mini';
import { newestBackup } from '../core/cloudhsm/backup.ts';
import { keptCanary } from '../core/drill/kept-canary.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { recordWithFile } from '../core/record/file.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
import { readUsers } from '../core/record/users.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease });
const Output = z.object({
  backupId: z.string(),
  /** Of the canary's secret. */
  canaryVersion: z.string(),
});

/** Which backup is restored, and what has to come out of it. Nothing is made yet. */
export const handler = step(Input, Output, async ({ environment, lease }) => {
  await holdLease(lease);
  const [{ clusterId }, users] = await Promise.all([recordWithFile(environment), readUsers(environment)]);
  const backup = clusterId ? await newestBackup(clusterId) : null;
  if (!backup) {
    throw new LifecycleError('BackupMissing', {
      doing: 'planning the drill',
      to: `environment ${environment}`,
      problem: clusterId ? `no backup of ${clusterId} is READY here` : 'the record knows no cluster of it',
    });
  }
  const { version } = await keptCanary(environment, users, backup.createdAt);
  return { backupId: backup.id, canaryVersion: version };
});
