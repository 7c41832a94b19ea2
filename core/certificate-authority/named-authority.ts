import type { Environment } from '../environment/environment.ts';
import { AcmPca } from './acm-pca.ts';
import type { CertificateAuthority } from './certificate-authority.ts';
import { SelfSigned } from './self-signed.ts';

/** The CA that an environment file names. */
export function certificateAuthorityOf({ name, certificateAuthority }: Environment): CertificateAuthority {
  if (certificateAuthority.type === 'self-signed') return new SelfSigned(name);
  return new AcmPca(certificateAuthority.arn!, certificateAuthority.validityDays);
}
