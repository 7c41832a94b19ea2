import { DescribeSecretCommand, StopReplicationToReplicaCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { setting } from '../aws/setting.ts';

/** Makes a replica of a secret a secret of this region, whose own region may be gone for good. One that is no replica stays as it is. */
export async function takeOver(secretArn: string): Promise<void> {
  const { PrimaryRegion } = await secretsManager().send(new DescribeSecretCommand({ SecretId: secretArn }));
  if (!PrimaryRegion || PrimaryRegion === setting('AWS_REGION')) return;
  await secretsManager().send(new StopReplicationToReplicaCommand({ SecretId: secretArn }));
}
