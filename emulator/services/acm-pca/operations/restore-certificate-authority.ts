import type { Operation } from '../../../service/service.ts';
import { setStatus } from '../authority.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

/** A restored CA is DISABLED, or waits for its certificate as before. */
export const restoreCertificateAuthority: Operation<{ CertificateAuthorityArn: string }, AcmPcaPlace> = {
  resources: onAuthority,
  run({ CertificateAuthorityArn }, { place }) {
    const authority = place.acmPca.authorityIn(['DELETED'], CertificateAuthorityArn, 'be restored');
    authority.restorableUntil = undefined;
    setStatus(authority, authority.installed ? 'DISABLED' : 'PENDING_CERTIFICATE', place.clock.now());
  },
};
