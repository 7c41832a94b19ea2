import { DescribeSecretCommand, type DescribeSecretCommandOutput } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { knownToBeThere } from '../errors/late.ts';

/**
 * A secret that the record knows, without its value.
 *
 * @param doing what it is described for
 * @throws LifecycleError TransientServiceError where Secrets Manager does not show it
 */
export function describedSecret(secretArn: string, doing: string): Promise<DescribeSecretCommandOutput> {
  const late = {
    doing,
    to: secretArn,
    problem: 'Secrets Manager does not show the secret, though the record knows it',
    remedy:
      'start the workflow again: AWS shows new things after minutes; where it was deleted for good (CloudTrail: DeleteSecret), provision the environment: that makes it again, or says what it has to hold',
  };
  const read = () => secretsManager().send(new DescribeSecretCommand({ SecretId: secretArn }));
  return knownToBeThere(read, late, ['ResourceNotFoundException']);
}
