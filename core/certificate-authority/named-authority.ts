import type { Environment } from '../environment/environment.ts';
import { AcmPca } from './acm-pca.ts';
import type { CertificateAuthority, CertificateAuthorityKind } from './certificate-authority.ts';
import { SelfSigned } from './self-signed.ts';

const kinds: Record<CertificateAuthorityKind, (environment: Environment) => CertificateAuthority> = {
  'acm-pca': ({ certificateAuthority: { arn, validityDays } }) => new AcmPca(arn!, validityDays),
  'self-signed': ({ name }) => new SelfSigned(name),
};

/** The CA that an environment file names. */
export function certificateAuthorityOf(environment: Environment): CertificateAuthority {
  return kinds[environment.certificateAuthority.type](environment);
}
