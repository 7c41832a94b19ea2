import * as z from 'zod/mini';
import { setting } from '../core/aws/setting.ts';
import { keptCanary } from '../core/drill/kept-canary.ts';
import { keptRoot } from '../core/drill/kept-root.ts';
import { subjectOf } from '../core/drill/subject.ts';
import { LifecycleError } from '../core/errors/lifecycle-error.ts';
import { holdLease, Lease } from '../core/record/lease.ts';
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
  const { users, trustAnchor, newest, from, clusterId } = await subjectOf(environment);
  const backup = await newest();
  if (!backup && !from && !clusterId) throw withoutCluster(environment);
  if (!backup) {
    throw new LifecycleError('BackupMissing', {
      doing: 'planning the drill',
      to: `environment ${environment}`,
      problem: `no backup of it is READY in ${setting('AWS_REGION')}`,
      ...(from && { remedy: `\`npx hsm copy-backups ${environment} --region ${from.region}\` brings one, and start the workflow again` }),
    });
  }
  await keptRoot({ trustAnchor });
  const { version } = await keptCanary(environment, users, backup.createdAt);
  return { backupId: backup.id, canaryVersion: version };
});

/** Its backups may stand, of a cluster that is gone: they are proven by bringing it back. */
function withoutCluster(name: string): LifecycleError {
  return new LifecycleError('BackupMissing', {
    doing: 'planning the drill',
    to: `environment ${name}`,
    problem: 'it has no cluster whose backups could be proven',
    remedy: `where it has had one, \`npx hsm restore ${name}\` brings it back from a backup; else provision the environment; then start the drill again`,
  });
}
