import type { Environment } from '../environment/environment.ts';
import { AcmPca } from './acm-pca.ts';
import type { CertificateAuthorityKind, Signer } from './certificate-authority.ts';
import { External } from './external.ts';
import { SelfSignedSigner } from './self-signed-signer.ts';

const kinds: Record<CertificateAuthorityKind, (environment: Environment) => Signer> = {
  'acm-pca': ({ certificateAuthority: { arn, validityDays } }) => new AcmPca(arn!, validityDays),
  external: ({ name }) => new External(name),
  'self-signed': ({ name, certificateAuthority: { validityDays } }) => new SelfSignedSigner(name, validityDays),
};

/** The CA that an environment file names, for whoever asks it for a certificate. */
export function signerOf(environment: Environment): Signer {
  return kinds[environment.certificateAuthority.type](environment);
}
