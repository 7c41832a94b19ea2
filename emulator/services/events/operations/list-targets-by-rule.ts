import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import { page } from '../page.ts';

interface Input {
  Rule: string;
  EventBusName?: string;
  Limit?: number;
  NextToken?: string;
}

export function listTargetsByRule(input: Input, { world }: Call) {
  checkBus(world, input.EventBusName);
  const { items, NextToken } = page([...world.events.rule(input.Rule).targets.values()], 'ListTargetsByRule', input);
  return { Targets: items, NextToken };
}
