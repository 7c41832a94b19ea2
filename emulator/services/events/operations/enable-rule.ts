import type { Operation } from '../../../service/service.ts';
import { byName } from '../resources.ts';
import type { EventsPlace } from '../state.ts';

export const enableRule: Operation<{ Name: string; EventBusName?: string }, EventsPlace> = {
  resources: byName,
  run(input, { place }) {
    place.events.rules.switch(input.Name, 'ENABLED', input.EventBusName);
  },
};
