import type { Operation } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import { page } from '../page.ts';
import type { EventsPlace } from '../state.ts';

interface ListInput {
  NamePrefix?: string;
  Limit?: number;
  NextToken?: string;
}

export const listEventBuses: Operation<ListInput, EventsPlace> = {
  run(input, { place }) {
    const buses = [place.events.bus].filter(({ Name }) => Name.startsWith(input.NamePrefix ?? ''));
    const { items, NextToken } = page(buses, 'ListEventBuses', input);
    return { EventBuses: items, NextToken };
  },
};

/** @throws AwsError ResourceNotFoundException */
export const describeEventBus: Operation<{ Name?: string }, EventsPlace> = {
  resources: ({ Name = 'default' }, place) => [Name.startsWith('arn:') ? Name : place.arn('events', `event-bus/${Name}`)],
  run({ Name }, { place }) {
    checkBus(place, Name);
    return place.events.bus;
  },
};
