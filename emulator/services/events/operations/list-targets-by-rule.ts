import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import { page } from '../page.ts';
import type { EventsPlace } from '../state.ts';

interface Input {
  Rule: string;
  EventBusName?: string;
  Limit?: number;
  NextToken?: string;
}

export function listTargetsByRule(input: Input, { place }: Call<EventsPlace>) {
  checkBus(place, input.EventBusName);
  const { items, NextToken } = page([...place.events.rule(input.Rule).targets.values()], 'ListTargetsByRule', input);
  return { Targets: items, NextToken };
}
