import type { Operation } from '../../../service/service.ts';
import { byName } from '../resources.ts';
import type { EventsPlace } from '../state.ts';

export const disableRule: Operation<{ Name: string; EventBusName?: string }, EventsPlace> = {
  resources: byName,
  run(input, { place }) {
    place.events.rules.switch(input.Name, 'DISABLED', input.EventBusName);
  },
};
