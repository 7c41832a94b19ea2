import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import type { EventsPlace } from '../state.ts';
import type { Target } from '../target.ts';

export function putTargets(input: { Rule: string; EventBusName?: string; Targets: Target[] }, { place }: Call<EventsPlace>) {
  checkBus(place, input.EventBusName);
  place.events.putTargets(place.events.rule(input.Rule), input.Targets);
  return { FailedEntryCount: 0, FailedEntries: [] };
}
