import type { Place } from '../../service/place.ts';
import type { Ec2State } from '../ec2/state.ts';
import type { IamState } from '../iam/state.ts';
import type { LogsState } from '../logs/state.ts';

/** The other services of its place that this one works with. */
export interface EcsNeeds extends Place {
  readonly ec2: Ec2State;
  readonly iam: Pick<IamState, 'denial' | 'demand' | 'roleCaller'>;
  readonly logs: Pick<LogsState, 'append' | 'groups'>;
}
