import { findCluster } from '../cloudhsm/environment-cluster.ts';
import { subjectOf } from '../drill/subject.ts';
import { Environment } from '../environment/environment.ts';
import { explainIssues } from '../environment/explain-issues.ts';
import type { Problem } from '../environment/problem.ts';
import { intents } from '../intents.ts';
import { environmentOnRecord } from '../record/file.ts';
import { invalidRequest } from './refusals.ts';
import type { Request } from './request.ts';
import { restoredFile } from './restored-file.ts';

/**
 * The environment file that is asked for: as it was given, or the one on record with the changes that the intent takes.
 *
 * @throws LifecycleError InvalidEnvironment where there is none on record, or the changes are none of the intent's
 */
export async function requestedFile(intent: string, asked: Request['asked']): Promise<unknown> {
  if ('file' in asked) return asked.file;
  const { Changes } = intents[intent]!;
  const name = Environment.shape.name.safeParse(asked.environment);
  if (!name.success) throw invalidRequest(asked.environment, explainIssues(name.error.issues, asked.environment, Environment.shape.name));
  const changes = Changes.safeParse(asked.changes);
  if (!changes.success) throw invalidRequest(asked.environment, explainIssues(changes.error.issues, asked.changes, Changes));
  if (changes.data.as === asked.environment) {
    const problem = `${asked.environment} is the environment itself`;
    throw invalidRequest(asked.environment, [{ path: 'as', problem, remedy: 'choose another name' }]);
  }
  const made = await changedFile(intent, asked.environment, changes.data);
  if ('refused' in made) throw invalidRequest(asked.environment, [made.refused]);
  return made.file;
}

/**
 * The file that changes make of what an intent begins with, or why they are refused.
 *
 * @param changes as the intent takes them; a file that they bring is handed on unchecked
 * @throws LifecycleError InvalidEnvironment where there is nothing to begin with
 */
async function changedFile(
  intent: string,
  name: string,
  changes: Record<string, unknown>,
): Promise<{ file: unknown } | { refused: Problem }> {
  const { file: source, changed, refused } = intents[intent]!;
  if (source === 'backup') return { file: changes.file === undefined ? await restoredFile(name, changes) : fileOfBackup(name, changes) };
  if (source === 'request') return { file: broughtFile(name, changes.file) };
  const environment = source === 'subject' ? (await subjectOf(name)).environment : await asItStands(await environmentOnRecord(name));
  const problem = refused?.(environment, changes);
  return problem ? { refused: problem } : { file: changed(environment, changes) };
}

/**
 * A restore in the place of a cluster has named its backup in the file before that cluster gives way. Where it ended before, what else is
 * asked for is of the cluster that stands, and of no backup.
 */
async function asItStands(environment: Environment): Promise<Environment> {
  const { cluster: asked, ...rest } = environment;
  const standing = asked && (await findCluster(environment.name));
  return standing && standing.sourceBackupId !== asked?.sourceBackupId ? rest : environment;
}

/** A file that names its backup says the rest, too. */
function fileOfBackup(name: string, { file, replace: _instead, ...beside }: Record<string, unknown>): unknown {
  const problems = Object.keys(beside).map((path) => {
    return { path, problem: 'it cannot be asked for beside a file', remedy: 'write into the file what is wanted' };
  });
  if (problems.length > 0) throw invalidRequest(name, problems);
  return broughtFile(name, file);
}

/** The file of a request that brings one: it is the named environment's. */
function broughtFile(environment: string, file: unknown): unknown {
  const { name } = (file ?? {}) as { name?: unknown };
  if (name === environment) return file;
  const problem = `it is ${JSON.stringify(name ?? null)}, and the request is for ${environment}`;
  throw invalidRequest(environment, [{ path: 'file.name', problem, remedy: 'name the same environment in both' }]);
}
