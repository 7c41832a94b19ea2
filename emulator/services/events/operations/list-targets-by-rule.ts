import type { Operation } from '../../../service/service.ts';
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
    const { items, NextToken } = page(
      [...place.events.rules.get(input.Rule, input.EventBusName).targets.values()],
      'ListTargetsByRule',
      input,
    );
    return { Targets: items, NextToken };
  },
};
