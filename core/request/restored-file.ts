import { setting } from '../aws/setting.ts';
import { type Backup, newestBackup, readBackup } from '../cloudhsm/backup.ts';
import { findCluster } from '../cloudhsm/environment-cluster.ts';
import { type Subject, subjectOf } from '../drill/subject.ts';
import type { Environment } from '../environment/environment.ts';
import type { LifecycleError } from '../errors/lifecycle-error.ts';
import { intents } from '../intents.ts';
import { readRecord } from '../record/file.ts';
import { invalidRequest } from './refusals.ts';

/**
 * The file of what is made from a backup: of an environment that lives here, or that was brought here. Without a backup the one is meant
 * that its cluster was made from in a restore before, so that a request that is repeated asks for the same; or the newest that is READY;
 * or, where a restore came to nothing, the one that it was of; or, of an environment that was torn down, the newest of its cluster. Whose file
 * it is, the backup says: what has lived here is more than what was brought here before.
 *
 * @throws LifecycleError InvalidEnvironment
 */
export async function restoredFile(name: string, changes: Record<string, unknown>): Promise<Environment> {
  if (changes.replace && !changes.backup) {
    const remedy = 'name the backup: `aws cloudhsmv2 describe-backups` lists them';
    throw invalidRequest(name, [{ path: 'backup', problem: 'is missing beside replace', remedy }]);
  }
  const standing = await subjectOf(name);
  const made = (changes.as as string | undefined) ?? name;
  const backup =
    (changes.backup as string | undefined) ??
    (await madeFrom(made)) ??
    (await newestOf(name, standing)) ??
    (await askedBefore(made)) ??
    (await leftOf(name));
  const { environment } = standing.from ? await subjectOf(name, (await readBackup(backup))?.clusterId) : standing;
  return intents.restore!.changed(environment, { ...changes, backup });
}

/**
 * The newest that is READY. Where the environment was brought here, and has lived here and left a younger one since, people choose: it may
 * have been moved, or a rehearsal.
 *
 * @throws LifecycleError InvalidEnvironment
 */
async function newestOf(name: string, { newest, from }: Subject): Promise<string | undefined> {
  const found = await newest();
  if (!found || !from) return found?.id;
  const left = await allLeft(name);
  if (left.every(({ createdAt }) => createdAt <= found.createdAt)) return found.id;
  throw noBackup(name, [...left, { ...found, clusterId: from.clusterId }]);
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
  const left = await allLeft(name);
  const [one, ...others] = left;
  if (one && others.length === 0) return one.id;
  throw noBackup(name, left);
}

type Left = Backup & { clusterId: string };

/** The newest of each cluster that it has had here, where any is left. */
async function allLeft(name: string): Promise<Left[]> {
  const { clusterIds } = await readRecord(name);
  const left: Left[] = [];
  for (const clusterId of clusterIds.toSorted()) {
    const newest = await newestBackup(clusterId);
    if (newest) left.push({ ...newest, clusterId });
  }
  return left;
}

function noBackup(name: string, left: Left[]): LifecycleError {
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
