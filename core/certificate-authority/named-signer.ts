import type { Environment } from '../environment/environment.ts';
import { AcmPca } from './acm-pca.ts';
import type { Signer } from './certificate-authority.ts';
import { SelfSignedSigner } from './self-signed-signer.ts';

/** The CA that an environment file names, for whoever asks it for a certificate. */
export function signerOf({ name, certificateAuthority }: Environment): Signer {
  if (certificateAuthority.type === 'self-signed') return new SelfSignedSigner(name, certificateAuthority.validityDays);
  return new AcmPca(certificateAuthority.arn!, certificateAuthority.validityDays);
}
