import { findSecret } from '../credentials/credentials.ts';
import { makingSecret } from '../credentials/secret-commands.ts';
import { secretName, trustAnchorName } from '../credentials/secret-name.ts';
import { lateAnswer } from '../errors/late.ts';

/**
 * The secret that a backup of an environment needs: the one on record; or, where that was deleted for good, one that people have made
 * again by its name. Provisioning could not make it: the cluster that knows the password is yet to come.
 *
 * @param of a user, or `trustAnchorName`
 * @returns its ARN
 * @throws LifecycleError TransientServiceError where Secrets Manager shows neither, SecretUnusable where it is scheduled for deletion
 */
export async function standingSecret(environment: string, of: string, secretArn: string): Promise<string> {
  const found = (await findSecret(secretArn)) ?? (await findSecret(secretName(environment, of)));
  if (found) return found.arn;
  throw lateAnswer({
    doing: 'taking over a secret',
    to: secretArn,
    problem: 'Secrets Manager does not show the secret, though the record knows it',
    remedy: `start the workflow again: AWS shows new things after minutes; where it was deleted for good (CloudTrail: DeleteSecret), ${makingAgain(environment, of)}, and start the workflow again`,
  });
}

function makingAgain(environment: string, of: string): string {
  const making = (file: string) => `make it again (\`${makingSecret(environment, secretName(environment, of), file)}\`)`;
  if (of === trustAnchorName)
    return `write the root that signed the cluster's certificate, as PEM text, into a file root.pem, ${making('root.pem')}`;
  const unknown = of === 'admin' ? '' : '; where nobody knows it, with any: what comes then says how the HSMs get it';
  return `write {"username":"${of}","password":"…"} with the password of the backup's date into a file ${of}.json, ${making(`${of}.json`)}${unknown}`;
}
