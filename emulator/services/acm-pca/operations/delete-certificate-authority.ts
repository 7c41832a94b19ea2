import type { Operation } from '../../../service/service.ts';
import { setStatus } from '../authority.ts';

const day = 24 * 3600;

/** An ACTIVE one must be disabled first. It can be restored until its time is over; one that never had a key is gone at once. */
export const deleteCertificateAuthority: Operation<{ CertificateAuthorityArn: string; PermanentDeletionTimeInDays?: number }> = (
  input,
  { world },
) => {
  const states = ['CREATING', 'PENDING_CERTIFICATE', 'DISABLED', 'EXPIRED', 'FAILED'];
  const authority = world.acmPca.authorityIn(states, input.CertificateAuthorityArn, 'be deleted');
  const { arn } = authority;
  if (authority.status === 'CREATING' || authority.status === 'FAILED') {
    world.acmPca.authorities.delete(arn);
    return;
  }
  const seconds = (input.PermanentDeletionTimeInDays ?? 30) * day;
  const restorableUntil = new Date(world.clock.now() + seconds * 1000);
  authority.restorableUntil = restorableUntil;
  setStatus(authority, 'DELETED', world.clock.now());
  world.clock.after('ride', seconds, `delete ${arn} for good`, () => {
    if (authority.restorableUntil === restorableUntil) world.acmPca.authorities.delete(arn);
  });
};
