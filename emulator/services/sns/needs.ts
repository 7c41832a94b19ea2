import type { Place } from '../../service/place.ts';
import type { IamState } from '../iam/state.ts';
import type { KmsState } from '../kms/state.ts';
import type { SqsState } from '../sqs/state.ts';

/** The other services of its place that this one works with. */
export interface SnsNeeds extends Place {
  readonly iam: Pick<IamState, 'denial' | 'resourcePolicies'>;
  readonly kms: Pick<KmsState, 'aliases' | 'keys'>;
  readonly sqs: Pick<SqsState, 'find' | 'send'>;
  /** The same account in another region. */
  elsewhere(region: string): SnsNeeds;
  /** Another account in the same region. */
  inAccount(accountId: string): SnsNeeds;
}
