import type { Operation } from '../../../service/service.ts';

/** A root has no CertificateChain. */
export const getCertificateAuthorityCertificate: Operation<{ CertificateAuthorityArn: string }> = async (input, { world }) => {
  const states = ['ACTIVE', 'DISABLED', 'EXPIRED'];
  const { installed } = world.acmPca.authorityIn(states, input.CertificateAuthorityArn, 'have a certificate');
  return { Certificate: (await installed!.certificate()).trimEnd(), CertificateChain: (await installed!.chain?.())?.trimEnd() };
};
