import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

export const getCertificate: Operation<{ CertificateAuthorityArn: string; CertificateArn: string }, AcmPcaPlace> = {
  resources: onAuthority,
  run(input, { place }) {
    const authority = place.acmPca.authorityIn(
      ['ACTIVE', 'DISABLED', 'EXPIRED', 'PENDING_CERTIFICATE'],
      input.CertificateAuthorityArn,
      'have issued certificates',
    );
    if (!input.CertificateArn.startsWith(`${authority.arn}/certificate/`)) {
      throw new AwsError('InvalidArnException', `${input.CertificateArn} is not the ARN of a certificate of ${authority.arn}`);
    }
    const found = authority.issued.get(input.CertificateArn);
    if (!found) throw new AwsError('ResourceNotFoundException', `Could not find certificate ${input.CertificateArn}`);
    if (!found.issued)
      throw new AwsError(
        'RequestInProgressException',
        `The request to issue certificate ${found.arn} is still in progress. Try again later.`,
      );
    return { Certificate: found.certificate.trimEnd(), CertificateChain: found.chain.trimEnd() || undefined };
  },
};
