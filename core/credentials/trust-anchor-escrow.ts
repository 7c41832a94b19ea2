import { X509Certificate } from 'node:crypto';
import { CreateSecretCommand, ResourceExistsException } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { setting } from '../aws/setting.ts';
import { environmentTag, stageTag } from '../cloudhsm/cluster.ts';
import { lateAnswer } from '../errors/late.ts';
import { sha256 } from '../pki/fingerprint.ts';
import { creationToken } from './creation-token.ts';
import { findSecret, secretName } from './credentials.ts';
import { readSecretText } from './read-password.ts';

export interface EscrowedTrustAnchor {
  secretArn: string;
  /** Of the DER of what is kept, hex. */
  sha256: string;
  /** Whether this run has made it. */
  created: boolean;
}

/**
 * Keeps the root that signed the cluster's certificate, PEM, beside the passwords: clients and a restored cluster need it for as long
 * as cluster or backup exist, whatever becomes of the CA. One that is kept already stays.
 *
 * @param run the execution that makes it
 */
export async function escrowTrustAnchor(environment: string, pem: string, run: string): Promise<EscrowedTrustAnchor> {
  const Name = secretName(environment, 'trust-anchor');
  const ClientRequestToken = creationToken(run, Name);
  const given = hashOf(pem);
  const found = await findSecret(Name);
  if (found)
    return { secretArn: found.arn, sha256: hashOf(await readSecretText(found.arn)), created: found.versions.includes(ClientRequestToken) };
  try {
    const { ARN = '' } = await secretsManager().send(
      new CreateSecretCommand({
        Name,
        ClientRequestToken,
        Description: `Trust anchor of the CloudHSM environment ${environment}`,
        SecretString: pem,
        Tags: [
          { Key: environmentTag, Value: environment },
          { Key: stageTag, Value: setting('STAGE') },
        ],
      }),
    );
    return { secretArn: ARN, sha256: given, created: true };
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    throw lateAnswer(
      { doing: 'keeping the trust anchor', to: Name, problem: 'Secrets Manager has the secret and does not show it yet' },
      error,
    );
  }
}

function hashOf(pem: string): string {
  return sha256(new X509Certificate(pem));
}
