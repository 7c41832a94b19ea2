import type { Operation } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import { page } from '../page.ts';
import { byRule } from '../resources.ts';
import type { EventsPlace } from '../state.ts';

interface Input {
  Rule: string;
  EventBusName?: string;
  Limit?: number;
  NextToken?: string;
}

export const listTargetsByRule: Operation<Input, EventsPlace> = {
  resources: byRule,
  run(input, { place }) {
    checkBus(place, input.EventBusName);
    const { items, NextToken } = page([...place.events.rule(input.Rule).targets.values()], 'ListTargetsByRule', input);
    return { Targets: items, NextToken };
  },
};
