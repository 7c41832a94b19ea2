import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import { type CertificateAuthority, statusAt } from './authority.ts';
import { declaredAuthorities } from './declared-authorities.ts';

export interface AcmPcaPlace extends Place {
  readonly acmPca: AcmPcaState;
}

/** The private CAs of the account. */
export class AcmPcaState {
  readonly place: Place;
  readonly authorities = new Map<string, CertificateAuthority>();
  /** CreateCertificateAuthority by idempotency token. */
  readonly tokens = new Map<string, { at: number; arn: string }>();
  /** How many CAs have ever been created by a caller: their ids come from it. */
  created = 0;

  constructor(place: Place) {
    this.place = place;
    for (const authority of declaredAuthorities(place)) this.authorities.set(authority.arn, authority);
  }

  /** @throws AwsError InvalidArnException, ResourceNotFoundException */
  authority(arn: string): CertificateAuthority {
    if (!/^arn:[\w-]+:acm-pca:[\w-]+:\d{12}:certificate-authority\/[\w-]+$/.test(arn)) {
      throw new AwsError('InvalidArnException', `${arn} is not the ARN of a certificate authority`);
    }
    const found = this.authorities.get(arn);
    if (!found) throw new AwsError('ResourceNotFoundException', `Could not find Certificate Authority ${arn}`);
    return found;
  }

  /**
   * The CA, where it is in one of the states in which an operation takes it.
   *
   * @param purpose ends AWS's sentence "… is not in the correct state to …"
   * @throws AwsError as `authority`, and InvalidStateException
   */
  authorityIn(states: string[], arn: string, purpose: string): CertificateAuthority {
    const authority = this.authority(arn);
    if (!states.includes(statusAt(authority, this.place.clock.now()))) {
      throw new AwsError('InvalidStateException', `The certificate authority ${arn} is not in the correct state to ${purpose}`);
    }
    return authority;
  }
}
