import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import type { RuleDeclaration } from '../rule.ts';
import type { EventsPlace } from '../state.ts';

/** Tags are accepted and not kept. */
export function putRule(input: RuleDeclaration & { EventBusName?: string; Tags?: unknown }, { place }: Call<EventsPlace>) {
  const { EventBusName, Tags: _tags, ...declaration } = input;
  checkBus(place, EventBusName);
  return { RuleArn: place.events.declareRule(declaration).arn };
}
