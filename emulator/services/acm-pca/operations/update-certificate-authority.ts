import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type AuthorityStatus, setStatus } from '../authority.ts';
import { onAuthority } from '../resources.ts';
import { type RevocationConfiguration, revocationConfiguration } from '../revocation.ts';
import type { AcmPcaPlace } from '../state.ts';

interface Input {
  CertificateAuthorityArn: string;
  RevocationConfiguration?: RevocationConfiguration;
  Status?: AuthorityStatus;
}

export const updateCertificateAuthority: Operation<Input, AcmPcaPlace> = {
  resources: onAuthority,
  run(input, { place }) {
    const authority = place.acmPca.authorityIn(['ACTIVE', 'DISABLED'], input.CertificateAuthorityArn, 'be updated');
    if (input.Status && input.Status !== 'ACTIVE' && input.Status !== 'DISABLED') {
      throw new AwsError(
        'InvalidArgsException',
        `A certificate authority cannot be set to ${input.Status}; allowed are ACTIVE and DISABLED`,
      );
    }
    if (input.RevocationConfiguration) authority.revocationConfiguration = revocationConfiguration(input.RevocationConfiguration);
    if (input.Status && input.Status !== authority.status) setStatus(authority, input.Status, place.clock.now());
  },
};
