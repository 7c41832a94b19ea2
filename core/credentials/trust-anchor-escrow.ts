import { X509Certificate } from 'node:crypto';
import { CreateSecretCommand, ResourceExistsException } from '@aws-sdk/client-secrets-manager';
import { secretsManager } from '../aws/secrets-manager.ts';
import { setting } from '../aws/setting.ts';
import type { Cluster } from '../cloudhsm/cluster.ts';
import { environmentTag, stageTag } from '../cloudhsm/tags.ts';
import type { Environment } from '../environment/environment.ts';
import { lateAnswer } from '../errors/late.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { sha256 } from '../pki/fingerprint.ts';
import { creationToken } from './creation-token.ts';
import { findSecret } from './credentials.ts';
import { readSecretText } from './read-password.ts';
import { makingSecret, puttingSecret } from './secret-commands.ts';
import { secretName, trustAnchorName } from './secret-name.ts';
import { promote, stageText } from './versions.ts';

interface EscrowedTrustAnchor {
  secretArn: string;
  /** Of the DER of what is kept, hex. */
  sha256: string;
  /** Whether this run has made it. */
  created: boolean;
}

/**
 * Keeps the root that signed the cluster's certificate, PEM, beside the passwords: clients and a restored cluster need it for as long
 * as cluster or backup exist, whatever becomes of the CA. One that is kept already stays, but for that of a self-signed CA: each cluster has
 * a root of its own then, and the one of a cluster of before keeps a label with the time, as passwords do, for the backups of its time.
 *
 * @param root of the CA, PEM, read where none is kept
 * @param run the execution that makes it, and the time: the state machine's
 * @throws LifecycleError TrustAnchorRefused where the cluster's certificate was signed by another root; SecretUnusable
 */
export async function escrowTrustAnchor(
  cluster: Pick<Cluster, 'clusterId' | 'certificates'>,
  environment: Pick<Environment, 'name' | 'certificateAuthority'>,
  root: () => Promise<string>,
  { holder: run, now }: { holder: string; now: string },
): Promise<EscrowedTrustAnchor> {
  const Name = secretName(environment.name, trustAnchorName);
  const ClientRequestToken = creationToken(run, Name);
  const found = await findSecret(Name);
  if (found) {
    const text = await readSecretText(found.arn);
    const own = environment.certificateAuthority.type === 'self-signed' && !hasSigned(cluster, text) ? await root() : undefined;
    if (own !== undefined && hasSigned(cluster, own)) await replace(found.arn, own, { token: creationToken(run, `${Name} ${own}`), now });
    const kept = signerOf(cluster, own ?? text, puttingSecret(Name, 'root.pem'));
    return { secretArn: found.arn, sha256: sha256(kept), created: found.versions.includes(ClientRequestToken) };
  }
  const pem = await root();
  const signer = signerOf(cluster, pem, makingSecret(environment.name, Name, 'root.pem'));
  try {
    const { ARN = '' } = await secretsManager().send(
      new CreateSecretCommand({
        Name,
        ClientRequestToken,
        Description: `Trust anchor of the CloudHSM environment ${environment.name}`,
        SecretString: pem,
        Tags: [
          { Key: environmentTag, Value: environment.name },
          { Key: stageTag, Value: setting('STAGE') },
        ],
      }),
    );
    return { secretArn: ARN, sha256: sha256(signer), created: true };
  } catch (error) {
    if (!(error instanceof ResourceExistsException)) throw error;
    throw lateAnswer(
      { doing: 'keeping the trust anchor', to: Name, problem: 'Secrets Manager has the secret and does not show it yet' },
      error,
    );
  }
}

async function replace(secretArn: string, pem: string, { token, now }: { token: string; now: string }): Promise<void> {
  await stageText(secretArn, pem, token);
  await promote(secretArn, token, now);
}

function hasSigned({ certificates }: Pick<Cluster, 'certificates'>, pem: string): boolean {
  try {
    return certificates.cluster === undefined || new X509Certificate(certificates.cluster).verify(new X509Certificate(pem).publicKey);
  } catch {
    return false;
  }
}

/**
 * A PEM text as the root that signed the cluster's certificate.
 *
 * @param mending the command that puts the right one into the secret
 */
function signerOf({ clusterId, certificates }: Pick<Cluster, 'clusterId' | 'certificates'>, pem: string, mending: string): X509Certificate {
  const refuse = (problem: string) =>
    new LifecycleError('TrustAnchorRefused', {
      doing: 'keeping the trust anchor',
      to: clusterId,
      problem,
      remedy: `write the root that did sign it, as PEM text, into a file root.pem, put it into the secret (\`${mending}\`) and start the workflow again`,
    });
  let root: X509Certificate;
  try {
    root = new X509Certificate(pem);
  } catch {
    throw refuse('what is given as the trust anchor is no certificate in PEM');
  }
  if (certificates.cluster === undefined || new X509Certificate(certificates.cluster).verify(root.publicKey)) return root;
  throw refuse(`its certificate is not signed by the root ${root.subject.replaceAll('\n', ', ')}`);
}
