import { makingSecret } from '../credentials/secret-commands.ts';
import { secretName } from '../credentials/secret-name.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { readSigned } from '../record/signed-item.ts';
import type { CertificateAuthority } from './certificate-authority.ts';

/** A root that nobody can ask again: the certificate that it signed stands on the environment's record, with the root itself. */
export class SignedOnRecord implements CertificateAuthority {
  readonly environment: string;

  constructor(environment: string) {
    this.environment = environment;
  }

  async trustAnchor(): Promise<string> {
    const signed = await readSigned(this.environment);
    if (signed) return signed.trustAnchor;
    const making = makingSecret(this.environment, secretName(this.environment, 'trust-anchor'), 'root.pem');
    throw new LifecycleError('TrustAnchorRefused', {
      doing: 'reading the root that signs',
      to: `environment ${this.environment}`,
      problem: 'the record knows none',
      remedy: `start the workflow again: a cluster that is not initialized gets another; for one that is, write the root that signed its certificate, as PEM text, into a file root.pem and make the secret first (\`${making}\`)`,
    });
  }

  async fetch(csrSha256: string): Promise<string | undefined> {
    const signed = await readSigned(this.environment);
    return signed?.csrSha256 === csrSha256 ? signed.certificate : undefined;
  }
}
