import type { Place } from '../../service/place.ts';
import type { IamState } from '../iam/state.ts';
import type { LogsState } from '../logs/state.ts';
import type { SqsState } from '../sqs/state.ts';

/** The other services of its place that this one works with. */
export interface EventsNeeds extends Place {
  readonly iam: Pick<IamState, 'assumable' | 'resourcePolicies' | 'roleCaller'>;
  readonly logs: Pick<LogsState, 'append' | 'groups'>;
  readonly sqs: Pick<SqsState, 'find' | 'queue' | 'send' | 'url'>;
}
