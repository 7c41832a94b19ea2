import type { Measured } from '../../service/metric-sink.ts';
import type { Place } from '../../service/place.ts';
import type { IamState } from '../iam/state.ts';
import type { LogsState } from '../logs/state.ts';

/** The other services of its place that this one works with. */
export interface LambdaNeeds extends Place, Measured {
  readonly iam: Pick<IamState, 'assumable' | 'demand' | 'denial' | 'resourcePolicies' | 'roleCaller'>;
  readonly logs: Pick<LogsState, 'append' | 'groups'>;
}
