import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import type { EventsPlace } from '../state.ts';

interface Input {
  TargetArn: string;
  EventBusName?: string;
  Limit?: number;
  NextToken?: string;
}

export const listRuleNamesByTarget: Operation<Input, EventsPlace> = {
  run(input, { place }) {
    const names = [...place.events.buses.get(input.EventBusName).rules.values()]
      .filter(({ targets }) => [...targets.values()].some(({ Arn }) => Arn === input.TargetArn))
      .map(({ name }) => name)
      .sort();
    const { items, NextToken } = page(names, 'ListRuleNamesByTarget', input);
    return { RuleNames: items, NextToken };
  },
};
