import { X509Certificate } from 'node:crypto';
import { CreateSecretCommand, DescribeSecretCommand, ResourceExistsException } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { setting } from '../aws/setting.ts';
import { environmentTag, stageTag } from '../cloudhsm/cluster.ts';
import { sha256 } from '../pki/fingerprint.ts';
import { secretName } from './credentials.ts';

/**
 * Keeps the root that signed the cluster's certificate, PEM, beside the passwords: clients and a restored cluster need it for as long
 * as cluster or backup exist, whatever becomes of the CA. One that is kept already stays.
 *
 * @returns where it is, and the SHA-256 of its DER, hex
 */
export async function escrowTrustAnchor(environment: string, pem: string): Promise<{ secretArn: string; sha256: string }> {
  const Name = secretName(environment, 'trust-anchor');
  const found = { sha256: sha256(new X509Certificate(pem)) };
  try {
    const { ARN = '' } = await secretsManager().send(
      new CreateSecretCommand({
        Name,
        Description: `Trust anchor of the CloudHSM environment ${environment}`,
        SecretString: pem,
        Tags: [
          { Key: environmentTag, Value: environment },
          { Key: stageTag, Value: setting('STAGE') },
        ],
      }),
    );
    return { ...found, secretArn: ARN };
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    const { ARN = Name } = await secretsManager().send(new DescribeSecretCommand({ SecretId: Name }));
    return { ...found, secretArn: ARN };
  }
}
