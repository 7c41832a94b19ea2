import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import type { EventsPlace } from '../state.ts';

/** An id that the rule does not have is no failure. */
export function removeTargets(input: { Rule: string; EventBusName?: string; Ids: string[] }, { place }: Call<EventsPlace>) {
  checkBus(place, input.EventBusName);
  const rule = place.events.rule(input.Rule);
  for (const id of input.Ids) rule.targets.delete(id);
  return { FailedEntryCount: 0, FailedEntries: [] };
}
