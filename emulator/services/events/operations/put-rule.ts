import type { Operation } from '../../../service/service.ts';
import { byName } from '../resources.ts';
import type { RuleDeclaration } from '../rule.ts';
import type { EventsPlace } from '../state.ts';
import type { Tag } from '../tags.ts';

export const putRule: Operation<RuleDeclaration & { EventBusName?: string; Tags?: Tag[] }, EventsPlace> = {
  resources: byName,
  passes: ({ RoleArn }) => ({ roleArns: RoleArn ? [RoleArn] : [], to: 'events.amazonaws.com' }),
  run(input, { place }) {
    const { EventBusName, Tags = [], ...declaration } = input;
    const { rules } = place.events.buses.get(EventBusName);
    // PutRule takes no tags for a rule that is there (API reference)
    const tags = rules.has(declaration.Name) ? [] : Tags;
    return { RuleArn: place.events.rules.declare(declaration, tags, EventBusName).arn };
  },
};
