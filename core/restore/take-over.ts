import { DescribeSecretCommand, StopReplicationToReplicaCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { setting } from '../aws/setting.ts';
import { knownToBeThere } from '../errors/late.ts';

/** Makes a replica of a secret a secret of this region, whose own region may be gone for good. One that is no replica stays as it is. */
export async function takeOver(secretArn: string): Promise<void> {
  const late = {
    doing: 'taking over a secret',
    to: secretArn,
    problem: 'Secrets Manager does not show the secret, though the record knows it',
  };
  const read = () => secretsManager().send(new DescribeSecretCommand({ SecretId: secretArn }));
  const { PrimaryRegion } = await knownToBeThere(read, late, ['ResourceNotFoundException']);
  if (!PrimaryRegion || PrimaryRegion === setting('AWS_REGION')) return;
  await secretsManager().send(new StopReplicationToReplicaCommand({ SecretId: secretArn }));
}
