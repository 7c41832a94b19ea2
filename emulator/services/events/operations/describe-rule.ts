import type { Operation } from '../../../service/service.ts';
import { byName } from '../resources.ts';
import { describe } from '../rule.ts';
import type { EventsPlace } from '../state.ts';

export const describeRule: Operation<{ Name: string; EventBusName?: string }, EventsPlace> = {
  resources: byName,
  run(input, { place }) {
    return { ...describe(place.events.rules.get(input.Name, input.EventBusName)), CreatedBy: place.accountId };
  },
};
