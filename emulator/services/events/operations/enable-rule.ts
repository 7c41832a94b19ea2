import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import type { EventsPlace } from '../state.ts';

export function enableRule(input: { Name: string; EventBusName?: string }, { place }: Call<EventsPlace>) {
  checkBus(place, input.EventBusName);
  place.events.switchRule(input.Name, 'ENABLED');
}
