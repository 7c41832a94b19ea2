import { AwsError } from '../../../kernel/aws-error.ts';
import { createCsr } from '../../../pki/csr.ts';
import type { Hash } from '../../../pki/signing.ts';
import type { Operation } from '../../../service/service.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';
import { distinguishedName } from '../subject.ts';

export const getCertificateAuthorityCsr: Operation<{ CertificateAuthorityArn: string }, AcmPcaPlace> = {
  resources: onAuthority,
  async run(input, { place }) {
    const { status } = place.acmPca.authority(input.CertificateAuthorityArn);
    if (status === 'CREATING')
      throw new AwsError('RequestInProgressException', 'Certificate authority is still being created. Please try again later.');
    const states = ['PENDING_CERTIFICATE', 'ACTIVE', 'DISABLED', 'EXPIRED'];
    const authority = place.acmPca.authorityIn(states, input.CertificateAuthorityArn, 'have a certificate signing request');
    const hash = `SHA-${authority.configuration.SigningAlgorithm.slice(3, 6)}` as Hash;
    const csr = await createCsr({ subject: distinguishedName(authority.configuration.Subject), key: authority.key(), hash });
    return { Csr: csr.trimEnd() };
  },
};
