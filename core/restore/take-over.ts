import { StopReplicationToReplicaCommand } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { setting } from '../aws/setting.ts';
import { describedSecret } from '../credentials/described-secret.ts';

/** Makes a replica of a secret a secret of this region, whose own region may be gone for good. One that is no replica stays as it is. */
export async function takeOver(secretArn: string): Promise<void> {
  const { PrimaryRegion } = await describedSecret(secretArn, 'taking over a secret');
  if (!PrimaryRegion || PrimaryRegion === setting('AWS_REGION')) return;
  await secretsManager().send(new StopReplicationToReplicaCommand({ SecretId: secretArn }));
}
