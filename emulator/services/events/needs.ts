import type { Place } from '../../service/place.ts';
import type { IamState } from '../iam/state.ts';
import type { LogsState } from '../logs/state.ts';
import type { SqsState } from '../sqs/state.ts';
import type { EventEnvelope } from './event.ts';

/** The other services of its place that this one works with. */
export interface EventsNeeds extends Place {
  readonly iam: Pick<IamState, 'assumable' | 'denial' | 'resourcePolicies' | 'roleCaller'>;
  readonly logs: Pick<LogsState, 'append' | 'groups'>;
  readonly sqs: Pick<SqsState, 'find' | 'queue' | 'send' | 'url'>;
  /** Its own buses, as those of another place are asked. */
  readonly events: {
    /** @throws AwsError ResourceNotFoundException */
    pass(busArn: string, event: EventEnvelope): void;
  };
  /** The same account in another region. */
  elsewhere(region: string): EventsNeeds;
  /** Another account in the same region. */
  inAccount(accountId: string): EventsNeeds;
}
