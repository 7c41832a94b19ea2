import type { Measured } from '../../service/metric-sink.ts';
import type { Place } from '../../service/place.ts';
import type { DynamoDbState } from '../dynamodb/state.ts';
import type { EcsState } from '../ecs/state.ts';
import type { EventsState } from '../events/state.ts';
import type { IamState } from '../iam/state.ts';
import type { LogsState } from '../logs/state.ts';

/** The other services of its place that this one works with. */
export interface StatesNeeds extends Place, Measured {
  readonly dynamodb: Pick<DynamoDbState, 'call'>;
  readonly ecs: Pick<EcsState, 'waitForTask'>;
  readonly events: Pick<EventsState, 'emit'>;
  readonly iam: Pick<IamState, 'assumable' | 'demand' | 'roleCaller' | 'templateTags'>;
  readonly logs: Pick<LogsState, 'append' | 'group' | 'groups'>;
}
