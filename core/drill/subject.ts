import { setting } from '../aws/setting.ts';
import { type Backup, newestBackup } from '../cloudhsm/backup.ts';
import { copiesOf } from '../copies/copies.ts';
import type { Environment } from '../environment/environment.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { type EnvironmentRecord, readRecord, recordWithFile } from '../record/file.ts';
import { readUsers } from '../record/users.ts';
import { environmentThere } from '../recovery/environment-there.ts';
import { readRecovery } from '../recovery/recovery-item.ts';

/** Whose backups are drilled in this region: an environment that lives here, or one that was brought here to be restored. */
export interface Subject {
  environment: Environment;
  /** Undefined where the environment lives elsewhere, or has none. */
  clusterId: string | undefined;
  trustAnchor: EnvironmentRecord['trustAnchor'];
  /** The region in which it lives, where that is another, and its cluster there. */
  from?: { region: string; clusterId: string };
  /** ARN of each user's secret, by user. */
  users: Record<string, string>;
  /** The newest backup that is READY here; null where there is none. */
  newest(): Promise<Backup | null>;
}

/**
 * @param source the cluster of the backup that is meant, where one is named: an environment that was brought here may have lived here, and
 *   have been torn down, since
 * @throws LifecycleError InvalidEnvironment where this region knows nothing of it
 */
export async function subjectOf(name: string, source?: string): Promise<Subject> {
  const { environment, clusterId, clusterIds, trustAnchor, hash } = await readRecord(name);
  if (environment && clusterId)
    return { environment, clusterId, trustAnchor, users: await readUsers(name), newest: () => newestBackup(clusterId) };
  const livedHere = source !== undefined && clusterIds.includes(source);
  const recovery = livedHere ? undefined : await readRecovery(name);
  if (recovery) {
    const { users, clusterId: there, from } = recovery;
    return {
      environment: environmentThere(recovery.environment),
      clusterId: undefined,
      from: { region: from, clusterId: there },
      trustAnchor: recovery.trustAnchor,
      users,
      newest: () => newestCopy(name, there),
    };
  }
  if (!hash) throw notHere(name);
  const record = await recordWithFile(name);
  return { ...record, users: await readUsers(name), newest: async () => null };
}

function notHere(name: string): LifecycleError {
  return new LifecycleError('InvalidEnvironment', {
    doing: 'reading the environment file',
    to: `environment ${name}`,
    problem: `no file of it is on record in ${setting('AWS_REGION')}, nor was it brought here`,
    remedy:
      'where it lives in another region, copy its backups there: its file has to name this region under `recovery` (docs/operations.md, "The recovery region"); where it lives here, provision it once with its environment file',
  });
}

/** A copy that was brought here, of a cluster in another region. */
async function newestCopy(environment: string, clusterId: string): Promise<Backup | null> {
  const copies = await copiesOf({ environment, clusterId, region: setting('AWS_REGION') });
  return copies.find(({ state }) => state === 'READY') ?? null;
}
