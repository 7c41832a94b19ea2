import { CreateSecretCommand, GetSecretValueCommand, ResourceExistsException } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { setting } from '../aws/setting.ts';
import { environmentTag, stageTag } from '../cloudhsm/tags.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { beingDeleted } from './being-deleted.ts';
import { creationToken } from './creation-token.ts';
import { secretName } from './secret-name.ts';

/**
 * A version of a secret as a secret of another environment. One that is there with the same value serves.
 *
 * @param run the execution that makes it
 * @returns its ARN, where this run has made it
 * @throws LifecycleError SecretUnusable where one is there with another value, or one of them is scheduled for deletion
 */
export async function copySecret(
  { secretArn, version }: { secretArn: string; version: string },
  environment: string,
  name: string,
  run: string,
): Promise<string[]> {
  const Name = secretName(environment, name);
  const SecretString = await secretText(secretArn, version);
  try {
    const { ARN = '' } = await secretsManager().send(
      new CreateSecretCommand({
        Name,
        ClientRequestToken: creationToken(run, Name),
        Description: `CloudHSM ${name} of the environment ${environment}, from a backup`,
        SecretString,
        Tags: [
          { Key: environmentTag, Value: environment },
          { Key: stageTag, Value: setting('STAGE') },
        ],
      }),
    );
    return [ARN];
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw orBeingDeleted(error, Name);
    if ((await secretText(Name)) === SecretString) return [];
    throw new LifecycleError('SecretUnusable', {
      doing: 'copying the passwords of a backup',
      to: Name,
      problem: 'the secret is there from before, and holds another value than the backup knows',
      remedy: `restore under another name; or, where no backup needs it any more, \`aws secretsmanager delete-secret --secret-id ${Name} --force-delete-without-recovery\`, and start the workflow again`,
    });
  }
}

/** It goes from Secrets Manager to Secrets Manager. */
async function secretText(SecretId: string, VersionId?: string): Promise<string> {
  try {
    const { SecretString = '' } = await secretsManager().send(new GetSecretValueCommand({ SecretId, ...(VersionId && { VersionId }) }));
    return SecretString;
  } catch (error) {
    throw orBeingDeleted(error, SecretId);
  }
}

function orBeingDeleted(error: unknown, secret: string): unknown {
  return (error as Error).name === 'InvalidRequestException' ? beingDeleted(secret) : error;
}
