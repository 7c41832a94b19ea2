import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  InvalidRequestException,
  ResourceExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { setting } from '../aws/setting.ts';
import { environmentTag, stageTag } from '../cloudhsm/tags.ts';
import { knownToBeThere } from '../errors/late.ts';
import { beingDeleted } from './being-deleted.ts';
import { creationToken } from './creation-token.ts';
import { secretName } from './secret-name.ts';

export interface FoundSecret {
  arn: string;
  /** Ids of its versions; the first is the token that it was made with. */
  versions: string[];
}

/** A secret by its name; undefined where there is none. Throws SecretUnusable where it is scheduled for deletion. */
export async function findSecret(name: string): Promise<FoundSecret | undefined> {
  try {
    const { ARN = '', VersionIdsToStages = {}, DeletedDate } = await secretsManager().send(new DescribeSecretCommand({ SecretId: name }));
    if (!DeletedDate) return { arn: ARN, versions: Object.keys(VersionIdsToStages) };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
  throw beingDeleted(name);
}

/**
 * A secret {username, password} with a new password, which nobody sees: it goes from Secrets Manager to Secrets Manager.
 * Returns its ARN, and whether this run has made it; an existing secret is left as it is.
 *
 * @param run the execution that makes it
 */
export async function ensureCredential(environment: string, username: string, run: string): Promise<{ arn: string; created: boolean }> {
  const name = secretName(environment, username);
  const token = creationToken(run, name);
  const found = await findSecret(name);
  if (found) return { arn: found.arn, created: found.versions.includes(token) };
  // kmsuser's may hold letters and digits only, and `:` would split a PIN: one rule for all
  const { RandomPassword: password } = await secretsManager().send(
    new GetRandomPasswordCommand({ PasswordLength: 32, ExcludePunctuation: true, RequireEachIncludedType: true }),
  );
  try {
    const { ARN = '' } = await secretsManager().send(
      new CreateSecretCommand({
        Name: name,
        ClientRequestToken: token,
        Description: `CloudHSM user ${username} of the environment ${environment}`,
        SecretString: JSON.stringify({ username, password }),
        Tags: [
          { Key: environmentTag, Value: environment },
          { Key: stageTag, Value: setting('STAGE') },
        ],
      }),
    );
    return { arn: ARN, created: true };
  } catch (error) {
    if (error instanceof ResourceExistsException) {
      const late = { doing: 'making a password', to: name, problem: 'Secrets Manager has the secret and does not show it yet' };
      const { arn, versions } = await knownToBeThere(() => findSecret(name), late);
      return { arn, created: versions.includes(token) };
    }
    if (error instanceof InvalidRequestException) throw beingDeleted(name);
    throw error;
  }
}

/** Whether a secret is an environment's, of this stage. */
export function isSecretOf({ Tags = [] }: { Tags?: { Key?: string; Value?: string }[] }, environment: string): boolean {
  const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
  return tags.get(environmentTag) === environment && tags.get(stageTag) === setting('STAGE');
}
