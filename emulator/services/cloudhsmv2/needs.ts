import type { Measured } from '../../service/metric-sink.ts';
import type { Place } from '../../service/place.ts';
import type { Ec2State } from '../ec2/state.ts';
import type { LogsState } from '../logs/state.ts';

/** The other services of its place that this one works with. */
export interface CloudHsmNeeds extends Place, Measured {
  readonly ec2: Ec2State;
  readonly logs: Pick<LogsState, 'append'>;
}
