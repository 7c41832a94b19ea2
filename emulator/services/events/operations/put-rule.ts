import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import type { RuleDeclaration } from '../rule.ts';

/** Tags are accepted and not kept. */
export function putRule(input: RuleDeclaration & { EventBusName?: string; Tags?: unknown }, { world }: Call) {
  const { EventBusName, Tags: _tags, ...declaration } = input;
  checkBus(world, EventBusName);
  return { RuleArn: world.events.declareRule(declaration).arn };
}
