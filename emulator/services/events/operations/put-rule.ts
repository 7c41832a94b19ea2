import type { Operation } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import { byName } from '../resources.ts';
import type { RuleDeclaration } from '../rule.ts';
import type { EventsPlace } from '../state.ts';

export const putRule: Operation<RuleDeclaration & { EventBusName?: string }, EventsPlace> = {
  // no operation here would show them
  refuses: ['Tags'],
  resources: byName,
  passes: ({ RoleArn }) => ({ roleArns: RoleArn ? [RoleArn] : [], to: 'events.amazonaws.com' }),
  run(input, { place }) {
    const { EventBusName, ...declaration } = input;
    checkBus(place, EventBusName);
    return { RuleArn: place.events.declareRule(declaration).arn };
  },
};
