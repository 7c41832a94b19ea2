import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { setStatus, statusAt } from '../authority.ts';
import { deleteForGood } from '../permanent-deletion.ts';
import { onAuthority } from '../resources.ts';
import type { AcmPcaPlace } from '../state.ts';

/** An ACTIVE one must be disabled first. It can be restored until its time is over; one that never had a key is gone at once. */
export const deleteCertificateAuthority: Operation<{ CertificateAuthorityArn: string; PermanentDeletionTimeInDays?: number }, AcmPcaPlace> =
  {
    resources: onAuthority,
    run(input, { place }) {
      const states = ['CREATING', 'PENDING_CERTIFICATE', 'DISABLED', 'EXPIRED', 'FAILED'];
      const authority = place.acmPca.authority(input.CertificateAuthorityArn);
      if (!states.includes(statusAt(authority, place.clock.now())))
        throw new AwsError('InvalidStateException', 'The certificate authority is not in a valid state for deletion.');
      if (authority.status === 'CREATING' || authority.status === 'FAILED') {
        place.acmPca.authorities.delete(authority.arn);
        return;
      }
      setStatus(authority, 'DELETED', place.clock.now());
      deleteForGood(place, place.acmPca.authorities, authority, input.PermanentDeletionTimeInDays);
    },
  };
