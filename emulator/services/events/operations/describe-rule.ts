import type { Operation } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import { byName } from '../resources.ts';
import { describe } from '../rule.ts';
import type { EventsPlace } from '../state.ts';

export const describeRule: Operation<{ Name: string; EventBusName?: string }, EventsPlace> = {
  resources: byName,
  run(input, { place }) {
    checkBus(place, input.EventBusName);
    return { ...describe(place.events.rule(input.Name)), CreatedBy: place.accountId };
  },
};
