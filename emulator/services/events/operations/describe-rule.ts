import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import { describe } from '../rule.ts';

export function describeRule(input: { Name: string; EventBusName?: string }, { world }: Call) {
  checkBus(world, input.EventBusName);
  return { ...describe(world.events.rule(input.Name)), CreatedBy: world.accountId };
}
