import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import { describe } from '../rule.ts';
import type { EventsPlace } from '../state.ts';

export function describeRule(input: { Name: string; EventBusName?: string }, { place }: Call<EventsPlace>) {
  checkBus(place, input.EventBusName);
  return { ...describe(place.events.rule(input.Name)), CreatedBy: place.accountId };
}
