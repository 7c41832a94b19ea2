import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import type { Target } from '../target.ts';

export function putTargets(input: { Rule: string; EventBusName?: string; Targets: Target[] }, { world }: Call) {
  checkBus(world, input.EventBusName);
  world.events.putTargets(world.events.rule(input.Rule), input.Targets);
  return { FailedEntryCount: 0, FailedEntries: [] };
}
