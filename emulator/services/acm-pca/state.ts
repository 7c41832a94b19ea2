import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';
import { type CertificateAuthority, statusAt } from './authority.ts';
import { declaredAuthorities } from './declared-authorities.ts';
import { deleteForGood } from './permanent-deletion.ts';

export interface AcmPcaPlace extends Place {
  readonly acmPca: AcmPcaState;
  /** Another account in the same region: whose CAs may be shared. */
  inAccount(accountId: string): AcmPcaPlace;
}

/** A place that can see another account's CAs. */
interface Lending extends Place {
  inAccount(accountId: string): { readonly acmPca: { readonly authorities: ReadonlyMap<string, CertificateAuthority> } };
}

/** The private CAs of the account. */
export class AcmPcaState {
  readonly place: Lending;
  readonly authorities = new Map<string, CertificateAuthority>();
  /** CreateCertificateAuthority by idempotency token. */
  readonly tokens = new Map<string, { at: number; arn: string }>();
  /** How many CAs have ever been created by a caller: their ids come from it. */
  created = 0;

  constructor(place: Lending) {
    this.place = place;
    for (const authority of declaredAuthorities(place)) {
      this.authorities.set(authority.arn, authority);
      if (authority.status === 'DELETED') deleteForGood(place, this.authorities, authority);
    }
  }

  /** @throws AwsError InvalidArnException, ResourceNotFoundException */
  authority(arn: string): CertificateAuthority {
    if (!/^arn:[\w-]+:acm-pca:[\w-]+:\d{12}:certificate-authority\/[\w-]+$/.test(arn)) {
      throw new AwsError('InvalidArnException', `${arn} is not the ARN of a certificate authority`);
    }
    const found = this.#holder(arn).get(arn);
    if (!found) throw new AwsError('ResourceNotFoundException', `Could not find Certificate Authority ${arn}`);
    return found;
  }

  /** CAs of other accounts that the account file declares as shared with this one. */
  lent(): CertificateAuthority[] {
    const { account, region, partition } = this.place;
    const arns = (account.certificateAuthorities ?? []).flatMap(({ id, owner }) =>
      owner === undefined || owner === this.place.accountId
        ? []
        : [`arn:${partition}:acm-pca:${region}:${owner}:certificate-authority/${id}`],
    );
    return arns.map((arn) => this.authority(arn));
  }

  #holder(arn: string): ReadonlyMap<string, CertificateAuthority> {
    const owner = arn.split(':')[4]!;
    return owner === this.place.accountId ? this.authorities : this.place.inAccount(owner).acmPca.authorities;
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
      throw new AwsError('InvalidStateException', `The certificate authority ${arn} is not in the correct state to ${purpose}.`);
    }
    return authority;
  }
}
