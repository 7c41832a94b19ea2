import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';

export function enableRule(input: { Name: string; EventBusName?: string }, { world }: Call) {
  checkBus(world, input.EventBusName);
  world.events.switchRule(input.Name, 'ENABLED');
}
