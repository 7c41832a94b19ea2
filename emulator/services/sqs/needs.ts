import type { Measured } from '../../service/metric-sink.ts';
import type { Place } from '../../service/place.ts';
import type { IamState } from '../iam/state.ts';

/** The other services of its place that this one works with. */
export interface SqsNeeds extends Place, Measured {
  readonly iam: Pick<IamState, 'resourcePolicies'>;
}
