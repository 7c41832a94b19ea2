import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { WaitingFor } from '../../core/record/waiting-item.ts';
import { jsonObject } from '../json-object.ts';

/** What an entry waits for people for; undefined where it does not. Its token is out, and nobody has sent it. */
export function waitIn(events: HistoryEvent[]): WaitingFor | undefined {
  if (events.at(-1)?.type !== 'TaskSubmitted') return undefined;
  const entered = events.findLast(({ stateEnteredEventDetails }) => stateEnteredEventDetails);
  const scheduled = events.findLast(({ type }) => type === 'TaskScheduled');
  if (entered?.stateEnteredEventDetails?.name !== 'WaitForPeople') return undefined;
  const { Payload } = jsonObject(scheduled?.taskScheduledEventDetails?.parameters) as { Payload?: { waiting?: WaitingFor } };
  return Payload?.waiting;
}
