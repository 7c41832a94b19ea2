import {
  GetSecretValueCommand,
  InvalidRequestException,
  paginateListSecretVersionIds,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { jsonValue } from '../json-value.ts';
import { CanarySecret, canaryUser } from '../users/canary.ts';

interface KeptCanary {
  secretArn: string;
  /** Of the secret: it holds the password, and what is kept of the key, of a backup's time. */
  version: string;
}

/**
 * The version of the canary's secret that was there when a backup was made.
 *
 * @param users ARN of each user's secret, by user
 * @throws LifecycleError CanaryMissing where the backup is older than the canary's key, or nothing is kept of one
 */
export async function keptCanary(environment: string, users: Record<string, string>, madeAt: string): Promise<KeptCanary> {
  const secretArn = users[canaryUser];
  if (!secretArn) throw missing(environment, 'the environment was provisioned before it had one');
  const version = await unlessDeleted(environment, secretArn, () => versionOf(secretArn, madeAt));
  if (version !== undefined) return { secretArn, version };
  throw missing(environment, `the newest READY backup was made at ${madeAt}, and the canary's key came later`);
}

/** The newest one of its time, where it keeps the canary's signature. */
async function versionOf(secretArn: string, madeAt: string): Promise<string | undefined> {
  const versions: { id: string; at: number }[] = [];
  const pages = paginateListSecretVersionIds({ client: secretsManager() }, { SecretId: secretArn });
  for await (const { Versions = [] } of pages)
    versions.push(...Versions.map(({ VersionId = '', CreatedDate }) => ({ id: VersionId, at: CreatedDate?.getTime() ?? 0 })));
  const [version] = versions.filter(({ at }) => at <= Date.parse(madeAt)).toSorted((a, b) => b.at - a.at);
  return version && (await holdsCanary(secretArn, version.id)) ? version.id : undefined;
}

/** Secrets Manager knows no secret that is gone, and lets nobody read one that is scheduled for deletion. */
async function unlessDeleted<T>(environment: string, secretArn: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ResourceNotFoundException) throw missing(environment, `the secret ${secretArn} of ${canaryUser} is gone`);
    if (!(error instanceof InvalidRequestException)) throw error;
    const remedy = `\`aws secretsmanager restore-secret --secret-id ${secretArn}\`, and start the drill again`;
    throw missing(environment, `the secret ${secretArn} of ${canaryUser} is scheduled for deletion (${error.message})`, remedy);
  }
}

async function holdsCanary(SecretId: string, VersionId: string): Promise<boolean> {
  const { SecretString = '{}' } = await secretsManager().send(new GetSecretValueCommand({ SecretId, VersionId }));
  return CanarySecret.safeParse(jsonValue(SecretString)).data?.canary !== undefined;
}

const anew =
  'provision the environment, which makes the canary where it misses; CloudHSM makes a backup each day and whenever an HSM joins: start the drill again when there is a newer one';

function missing(environment: string, problem: string, remedy = anew): LifecycleError {
  return new LifecycleError('CanaryMissing', {
    doing: 'looking for the canary of the backup',
    to: `environment ${environment}`,
    problem,
    remedy,
  });
}
