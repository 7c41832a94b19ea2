import * as z from 'zod/mini';
import { readBackup } from '../core/cloudhsm/backup.ts';
import { findCluster } from '../core/cloudhsm/environment-cluster.ts';
import { trustAnchorName } from '../core/credentials/secret-name.ts';
import { makeCurrent, readVersions, versionAt } from '../core/credentials/versions.ts';
import { subjectOf } from '../core/drill/subject.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { environmentOnRecord } from '../core/record/file.ts';
import { holdLease, holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { standingSecret } from '../core/restore/standing-secret.ts';
import { takeOver } from '../core/restore/take-over.ts';
import { step } from '../core/step.ts';

const Input = z.object({ environment: z.string(), lease: Lease, now: z.iso.datetime() });
const Output = z.object({});

/**
 * The HSMs of a backup know the passwords of its time, and its cluster the trust anchor: in the environment's secrets these become the current
 * ones, and those of now keep a label with the time. Replicas of another region become secrets of this one. Once the cluster is there its passwords are its own.
 */
export const handler = step(Input, Output, async ({ environment, lease, now }) => {
  await holdLeaseAgain(lease, now);
  if (await findCluster(environment)) return {};
  const { cluster } = await environmentOnRecord(environment);
  const source = cluster?.sourceBackupId ?? '';
  const backup = await readBackup(source);
  const late = 'CloudHSM does not show it, though it did when the request was checked';
  if (!backup) throw lateAnswer({ doing: 'taking the passwords of a backup', to: source, problem: late });
  const { users, trustAnchor } = await subjectOf(environment, backup.clusterId);
  for (const [of, onRecord] of Object.entries({ ...(trustAnchor && { [trustAnchorName]: trustAnchor.secretArn }), ...users })) {
    await holdLease(lease);
    const secretArn = await standingSecret(environment, of, onRecord);
    await takeOver(secretArn);
    await makeCurrent(secretArn, versionAt(await readVersions(secretArn), backup.createdAt), now);
  }
  return {};
});
