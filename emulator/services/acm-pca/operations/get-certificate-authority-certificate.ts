import type { Operation } from '../../../service/service.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

/** A root has no CertificateChain. */
export const getCertificateAuthorityCertificate: Operation<{ CertificateAuthorityArn: string }, AcmPcaPlace> = {
  resources: onAuthority,
  async run(input, { place }) {
    const states = ['ACTIVE', 'DISABLED', 'EXPIRED'];
    // AWS's words, though it is the certificate that there is none of
    const { installed } = place.acmPca.authorityIn(states, input.CertificateAuthorityArn, 'have a certificate signing request');
    return { Certificate: (await installed!.certificate()).trimEnd(), CertificateChain: (await installed!.chain?.())?.trimEnd() };
  },
};
