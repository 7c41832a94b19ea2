import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { describe } from '../rule.ts';
import type { EventsPlace } from '../state.ts';

interface Input {
  NamePrefix?: string;
  EventBusName?: string;
  Limit?: number;
  NextToken?: string;
}

export const listRules: Operation<Input, EventsPlace> = {
  resources: (_input, place) => [place.arn('events', 'rule/*')],
  run(input, { place }) {
    const rules = [...place.events.buses.get(input.EventBusName).rules.values()]
      .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, NextToken } = page(rules, 'ListRules', input);
    return { Rules: items.map(describe), NextToken };
  },
};
