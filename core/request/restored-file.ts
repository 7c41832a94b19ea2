import { setting } from '../aws/setting.ts';
import { type Backup, newestBackup } from '../cloudhsm/backup.ts';
import { findCluster } from '../cloudhsm/cluster.ts';
import { subjectOf } from '../drill/subject.ts';
import type { Environment } from '../environment/environment.ts';
import type { LifecycleError } from '../errors/lifecycle-error.ts';
import { intents } from '../intents.ts';
import { readRecord } from '../record/file.ts';
import { invalidRequest } from './refusals.ts';

/**
 * The file of what is made from a backup: of an environment that lives here, or that was brought here. Without a backup the one is meant
 * that its cluster was made from in a restore before, so that a request that is repeated asks for the same; or the newest that is READY;
 * or, where a restore came to nothing, the one that it was of; or, of an environment that was torn down, the newest of its cluster.
 *
 * @throws LifecycleError InvalidEnvironment
 */
export async function restoredFile(name: string, changes: Record<string, unknown>): Promise<Environment> {
  if (changes.replace && !changes.backup) {
    const remedy = 'name the backup: `aws cloudhsmv2 describe-backups` lists them';
    throw invalidRequest(name, [{ path: 'backup', problem: 'is missing beside replace', remedy }]);
  }
  const subject = await subjectOf(name);
  const made = (changes.as as string | undefined) ?? name;
  const backup =
    (changes.backup as string | undefined) ??
    (await madeFrom(made)) ??
    (await subject.newest())?.id ??
    (await askedBefore(made)) ??
    (await leftOf(name));
  return intents.restore!.changed(subject.environment, { ...changes, backup });
}

async function madeFrom(name: string): Promise<string | undefined> {
  const [cluster, { environment }] = [await findCluster(name), await readRecord(name)];
  const source = environment?.cluster?.sourceBackupId;
  return cluster && source === cluster.sourceBackupId ? source : undefined;
}

/** What stood before a teardown was made from is older than what the teardown has left. */
async function askedBefore(name: string): Promise<string | undefined> {
  const { environment, requestedAt = '', tornDownAt } = await readRecord(name);
  const tornDown = tornDownAt !== undefined && Date.parse(tornDownAt) > Date.parse(requestedAt);
  return tornDown ? undefined : environment?.cluster?.sourceBackupId;
}

/**
 * The newest backup of the one cluster that has left any; of several, people choose.
 *
 * @throws LifecycleError InvalidEnvironment
 */
async function leftOf(name: string): Promise<string> {
  const { clusterIds } = await readRecord(name);
  const left: (Backup & { clusterId: string })[] = [];
  for (const clusterId of clusterIds.toSorted()) {
    const newest = await newestBackup(clusterId);
    if (newest) left.push({ ...newest, clusterId });
  }
  const [one, ...others] = left;
  if (one && others.length === 0) return one.id;
  throw noBackup(name, left);
}

function noBackup(name: string, left: (Backup & { clusterId: string })[]): LifecycleError {
  if (left.length === 0) {
    const problem = `${name} has no backup, nor a copy of one, that is READY in ${setting('AWS_REGION')}`;
    const remedy = 'name one where you know better, by `--backup`: `aws cloudhsmv2 describe-backups` lists all of them';
    return invalidRequest(name, [{ path: 'backup', problem, remedy }]);
  }
  const problem = `${name} has had ${left.length} clusters, each with backups: which one is meant?`;
  const newestFirst = left.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  const commands = newestFirst.map(
    ({ id, clusterId, createdAt }) => `\`npx hsm restore ${name} --backup ${id}\` (of ${clusterId}, ${createdAt.slice(0, 16)}Z)`,
  );
  return invalidRequest(name, [{ path: 'backup', problem, remedy: `name it, as in one of these: ${commands.join(', ')}` }]);
}
