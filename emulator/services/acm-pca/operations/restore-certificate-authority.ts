import type { Operation } from '../../../service/service.ts';
import { setStatus } from '../authority.ts';

/** A restored CA is DISABLED, or waits for its certificate as before. */
export const restoreCertificateAuthority: Operation<{ CertificateAuthorityArn: string }> = ({ CertificateAuthorityArn }, { world }) => {
  const authority = world.acmPca.authorityIn(['DELETED'], CertificateAuthorityArn, 'be restored');
  authority.restorableUntil = undefined;
  setStatus(authority, authority.installed ? 'DISABLED' : 'PENDING_CERTIFICATE', world.clock.now());
};
