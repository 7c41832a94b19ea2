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
import { environmentTag, stageTag } from '../cloudhsm/cluster.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';

export interface FoundSecret {
  arn: string;
  createdAt: Date;
}

/** A secret by its name; undefined where there is none. */
export async function findSecret(name: string): Promise<FoundSecret | undefined> {
  try {
    const { ARN = '', CreatedDate = new Date(0), DeletedDate } = await secretsManager().send(new DescribeSecretCommand({ SecretId: name }));
    if (!DeletedDate) return { arn: ARN, createdAt: CreatedDate };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
  throw beingDeleted(name);
}

/**
 * A secret {username, password} with a new password, which nobody sees: it goes from Secrets Manager to Secrets Manager.
 * Returns its ARN; an existing secret is left as it is.
 *
 * @param startedAt when the workflow began: what is younger, it has created, in a try whose answer was lost
 */
export async function ensureCredential(environment: string, username: string, startedAt: Date): Promise<{ arn: string; created: boolean }> {
  const name = secretName(environment, username);
  const found = await findSecret(name);
  if (found) return { arn: found.arn, created: found.createdAt >= startedAt };
  // kmsuser's may hold letters and digits only, and `:` would split a PIN: one rule for all
  const { RandomPassword: password } = await secretsManager().send(
    new GetRandomPasswordCommand({ PasswordLength: 32, ExcludePunctuation: true, RequireEachIncludedType: true }),
  );
  try {
    const { ARN = '' } = await secretsManager().send(
      new CreateSecretCommand({
        Name: name,
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
    if (error instanceof ResourceExistsException) return { arn: (await findSecret(name))?.arn ?? name, created: true };
    if (error instanceof InvalidRequestException) throw beingDeleted(name);
    throw error;
  }
}

export function secretName(environment: string, username: string): string {
  return `cloudhsm-lifecycle/${setting('STAGE')}/${environment}/${username}`;
}

function beingDeleted(name: string): LifecycleError {
  return new LifecycleError('AdminSecretMissing', {
    doing: 'reading a password',
    to: name,
    problem: 'the secret is scheduled for deletion',
    remedy: `\`aws secretsmanager restore-secret --secret-id ${name}\` and start the workflow again`,
  });
}
