import type { Place } from '../../service/place.ts';
import type { CertificateAuthority } from './authority.ts';

const day = 24 * 3600;

/** Has a CA that is DELETED be gone for good when its time to be restored is over, unless it is. */
export function deleteForGood(
  { clock }: Place,
  authorities: Map<string, CertificateAuthority>,
  authority: CertificateAuthority,
  days = 30,
): void {
  const restorableUntil = new Date(clock.now() + days * day * 1000);
  authority.restorableUntil = restorableUntil;
  clock.at('ride', restorableUntil.getTime(), `delete ${authority.arn} for good`, () => {
    if (authority.restorableUntil === restorableUntil) authorities.delete(authority.arn);
  });
}
