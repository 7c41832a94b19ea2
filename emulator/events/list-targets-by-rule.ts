import type { Call } from '../api/service.ts';
import { checkBus } from './event-bus.ts';
import { page } from './paging.ts';

interface Input {
  Rule: string;
  EventBusName?: string;
  Limit?: number;
  NextToken?: string;
}

export function listTargetsByRule(input: Input, { world }: Call) {
  checkBus(world, input.EventBusName);
  const { items, nextToken } = page([...world.events.rule(input.Rule).targets.values()], input.Limit, input.NextToken);
  return { Targets: items, NextToken: nextToken };
}
