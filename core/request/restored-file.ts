import { setting } from '../aws/setting.ts';
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
 * or, where a restore came to nothing, the one that it was of.
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
    (changes.backup as string | undefined) ?? (await madeFrom(made)) ?? (await subject.newest())?.id ?? (await askedBefore(made));
  if (!backup) throw await noBackup(name);
  return intents.restore!.changed(subject.environment, { ...changes, backup });
}

async function madeFrom(name: string): Promise<string | undefined> {
  const [cluster, { environment }] = [await findCluster(name), await readRecord(name)];
  const source = environment?.cluster?.sourceBackupId;
  return cluster && source === cluster.sourceBackupId ? source : undefined;
}

async function askedBefore(name: string): Promise<string | undefined> {
  return (await readRecord(name)).environment?.cluster?.sourceBackupId;
}

/** Backups of clusters that it had before are for people to choose from. */
async function noBackup(name: string): Promise<LifecycleError> {
  const problem = `${name} has no cluster, nor a copy of one's backup, that is READY in ${setting('AWS_REGION')}`;
  const { clusterIds } = await readRecord(name);
  const filters = clusterIds.length > 0 ? ` --filters clusterIds=${clusterIds.join(',')},states=READY` : '';
  const remedy = `name the backup (\`npx hsm restore ${name} --backup …\`): \`aws cloudhsmv2 describe-backups${filters}\` lists them`;
  return invalidRequest(name, [{ path: 'backup', problem, remedy }]);
}
