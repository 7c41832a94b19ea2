import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  InvalidRequestException,
  ResourceExistsException,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../aws/client-settings.ts';
import { environmentTag } from '../cloudhsm/cluster.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';

const secretsManager = new SecretsManagerClient(clientSettings);

/** The ARN of a secret; undefined where there is none. */
export async function findSecret(name: string): Promise<string | undefined> {
  try {
    const secret = await secretsManager.send(new DescribeSecretCommand({ SecretId: name }));
    if (!secret.DeletedDate) return secret.ARN;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
  throw beingDeleted(name);
}

/**
 * A secret {username, password} with a new password, which nobody sees: it goes from Secrets Manager to Secrets Manager.
 * Returns its ARN; an existing secret is left as it is.
 */
export async function ensureCredential(environment: string, username: string): Promise<{ arn: string; created: boolean }> {
  const name = secretName(environment, username);
  const found = await findSecret(name);
  if (found) return { arn: found, created: false };
  // kmsuser's may hold letters and digits only, and `:` would split a PIN: one rule for all
  const { RandomPassword: password } = await secretsManager.send(
    new GetRandomPasswordCommand({ PasswordLength: 32, ExcludePunctuation: true, RequireEachIncludedType: true }),
  );
  try {
    const { ARN = '' } = await secretsManager.send(
      new CreateSecretCommand({
        Name: name,
        Description: `CloudHSM user ${username} of the environment ${environment}`,
        SecretString: JSON.stringify({ username, password }),
        Tags: [{ Key: environmentTag, Value: environment }],
      }),
    );
    return { arn: ARN, created: true };
  } catch (error) {
    if (error instanceof ResourceExistsException) return { arn: (await findSecret(name)) ?? name, created: true };
    if (error instanceof InvalidRequestException) throw beingDeleted(name);
    throw error;
  }
}

export function secretName(environment: string, username: string): string {
  return `cloudhsm-lifecycle/${environment}/${username}`;
}

function beingDeleted(name: string): LifecycleError {
  return new LifecycleError('AdminSecretMissing', {
    doing: 'reading a password',
    to: name,
    problem: 'the secret is scheduled for deletion',
    remedy: `\`aws secretsmanager restore-secret --secret-id ${name}\` and start the workflow again`,
  });
}
