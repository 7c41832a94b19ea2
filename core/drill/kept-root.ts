import { X509Certificate } from 'node:crypto';
import { puttingSecret } from '../credentials/secret-commands.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { sha256 } from '../pki/fingerprint.ts';
import type { EnvironmentRecord } from '../record/file.ts';
import { readTrustAnchor } from '../record/trust-anchor.ts';

/**
 * The root that is escrowed, to which a restored cluster's certificate has to lead.
 *
 * @throws LifecycleError TrustAnchorRefused where the record knows none, SecretUnusable where the secret holds another
 */
export async function keptRoot({ trustAnchor }: Pick<EnvironmentRecord, 'trustAnchor'>): Promise<X509Certificate> {
  const root = certificateIn(await readTrustAnchor({ trustAnchor }));
  const { secretArn, sha256: onRecord } = trustAnchor!;
  if (root && sha256(root) === onRecord) return root;
  throw new LifecycleError('SecretUnusable', {
    doing: 'reading the trust anchor',
    to: secretArn,
    problem: `it does not hold the root on record, whose SHA-256 is ${onRecord}`,
    remedy: `write that root, as PEM, into a file root.pem, put it there (\`${puttingSecret(secretArn, 'root.pem')}\`), and start the workflow again`,
  });
}

/** Undefined for what is none. */
export function certificateIn(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
