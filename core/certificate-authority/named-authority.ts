import type { Environment } from '../environment/environment.ts';
import { AcmPca } from './acm-pca.ts';
import type { CertificateAuthority, CertificateAuthorityKind } from './certificate-authority.ts';
import { External } from './external.ts';
import { SignedOnRecord } from './signed-on-record.ts';

const kinds: Record<CertificateAuthorityKind, (environment: Environment) => CertificateAuthority> = {
  'acm-pca': ({ certificateAuthority: { arn, validityDays } }) => new AcmPca(arn!, validityDays),
  external: ({ name }) => new External(name),
  'self-signed': ({ name }) => new SignedOnRecord(name),
};

/** The CA that an environment file names. */
export function certificateAuthorityOf(environment: Environment): CertificateAuthority {
  return kinds[environment.certificateAuthority.type](environment);
}
