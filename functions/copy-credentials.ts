import * as z from 'zod/mini';
import { readBackup } from '../core/cloudhsm/backup.ts';
import { findCluster } from '../core/cloudhsm/environment-cluster.ts';
import { copySecret } from '../core/credentials/copy-secret.ts';
import { trustAnchorName } from '../core/credentials/secret-name.ts';
import { readVersions, versionAt } from '../core/credentials/versions.ts';
import { subjectOf } from '../core/drill/subject.ts';
import { lateAnswer } from '../core/errors/late.ts';
import { listCreated } from '../core/record/create-notes.ts';
import { environmentOnRecord } from '../core/record/file.ts';
import { holdLeaseAgain, Lease } from '../core/record/lease.ts';
import { standingSecret } from '../core/restore/standing-secret.ts';
import { step } from '../core/step.ts';

const Input = z.object({
  /** The one that is made. */
  environment: z.string(),
  /** The one whose backup it is made from. */
  of: z.string(),
  lease: Lease,
  now: z.iso.datetime(),
});
const Output = z.object({});

/**
 * The HSMs of a backup know the passwords of its time: the new environment gets these, in secrets of its own, and the trust anchor. Once
 * its cluster is there its secrets are its own.
 */
export const handler = step(Input, Output, async ({ environment, of, lease, now }) => {
  await holdLeaseAgain(lease, now);
  if (await findCluster(environment)) return {};
  const backupId = (await environmentOnRecord(environment)).cluster?.sourceBackupId ?? '';
  const backup = await readBackup(backupId);
  const doing = 'copying the passwords of a backup';
  if (!backup) throw lateAnswer({ doing, to: backupId, problem: 'CloudHSM does not show it, though it did when the request was checked' });
  const {
    users: { kmsuser: _kms, ...users },
    trustAnchor,
  } = await subjectOf(of, backup.clusterId);
  const copied = { ...users, ...(trustAnchor && { [trustAnchorName]: trustAnchor.secretArn }) };
  for (const [name, onRecord] of Object.entries(copied)) {
    const secretArn = await standingSecret(of, name, onRecord);
    const version = versionAt(await readVersions(secretArn), backup.createdAt);
    await listCreated(lease, await copySecret({ secretArn, version }, environment, name, lease.holder));
  }
  return {};
});
