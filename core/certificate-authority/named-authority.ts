import type { Environment } from '../environment/environment.ts';
import { AcmPca } from './acm-pca.ts';
import type { CertificateAuthority } from './certificate-authority.ts';

/** The CA that an environment file names. */
export function certificateAuthorityOf({ certificateAuthority }: Environment): CertificateAuthority {
  return new AcmPca(certificateAuthority.arn!, certificateAuthority.validityDays);
}
