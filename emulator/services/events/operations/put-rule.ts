import type { Operation } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import { byName } from '../resources.ts';
import type { RuleDeclaration } from '../rule.ts';
import type { EventsPlace } from '../state.ts';

/** Tags are accepted and not kept. */
export const putRule: Operation<RuleDeclaration & { EventBusName?: string; Tags?: unknown }, EventsPlace> = {
  resources: byName,
  passes: ({ RoleArn }) => ({ roleArns: RoleArn ? [RoleArn] : [], to: 'events.amazonaws.com' }),
  run(input, { place }) {
    const { EventBusName, Tags: _tags, ...declaration } = input;
    checkBus(place, EventBusName);
    return { RuleArn: place.events.declareRule(declaration).arn };
  },
};
