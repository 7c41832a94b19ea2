import { setting } from '../aws/setting.ts';
import { type Backup, newestBackup } from '../cloudhsm/backup.ts';
import { copiesOf } from '../copies/copies.ts';
import type { Environment } from '../environment/environment.ts';
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
  /** The region in which it lives, where that is another. */
  from?: string;
  /** ARN of each user's secret, by user. */
  users: Record<string, string>;
  /** The newest backup that is READY here; null where there is none. */
  newest(): Promise<Backup | null>;
}

/** @throws LifecycleError InvalidEnvironment where this region knows nothing of it */
export async function subjectOf(name: string): Promise<Subject> {
  const { environment, clusterId, trustAnchor } = await readRecord(name);
  if (environment && clusterId)
    return { environment, clusterId, trustAnchor, users: await readUsers(name), newest: () => newestBackup(clusterId) };
  const recovery = await readRecovery(name);
  if (recovery) {
    const { users, clusterId: there, from } = recovery;
    return {
      environment: environmentThere(recovery.environment),
      clusterId: undefined,
      from,
      trustAnchor: recovery.trustAnchor,
      users,
      newest: () => newestCopy(name, there),
    };
  }
  const record = await recordWithFile(name);
  return { ...record, users: await readUsers(name), newest: async () => null };
}

/** A copy that was brought here, of a cluster in another region. */
async function newestCopy(environment: string, clusterId: string): Promise<Backup | null> {
  const copies = await copiesOf({ environment, clusterId, region: setting('AWS_REGION') });
  return copies.find(({ state }) => state === 'READY') ?? null;
}
