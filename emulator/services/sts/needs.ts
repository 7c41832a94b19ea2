import type { Place } from '../../service/place.ts';
import type { IamState } from '../iam/state.ts';

/** The other services of its place that this one works with. */
export interface StsNeeds extends Place {
  readonly iam: Pick<IamState, 'roleId' | 'trusts'>;
  inAccount(accountId: string): StsNeeds;
}
