import type { Place } from '../../service/place.ts';
import type { EventsState } from '../events/state.ts';
import type { IamState } from '../iam/state.ts';
import type { KmsState } from '../kms/state.ts';
import type { SnsState } from '../sns/state.ts';

/** The other services of its place that this one works with. */
export interface CloudWatchNeeds extends Place {
  readonly events: Pick<EventsState, 'emit'>;
  readonly iam: Pick<IamState, 'denial' | 'resourcePolicies'>;
  readonly kms: Pick<KmsState, 'aliases' | 'keys'>;
  readonly sns: Pick<SnsState, 'publish' | 'topics'>;
}
