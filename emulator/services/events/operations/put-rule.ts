import type { Operation } from '../../../service/service.ts';
import { byName } from '../resources.ts';
import type { RuleDeclaration } from '../rule.ts';
import type { EventsPlace } from '../state.ts';

export const putRule: Operation<RuleDeclaration & { EventBusName?: string; Tags?: { Key: string; Value: string }[] }, EventsPlace> = {
  resources: byName,
  passes: ({ RoleArn }) => ({ roleArns: RoleArn ? [RoleArn] : [], to: 'events.amazonaws.com' }),
  run(input, { place }) {
    const { EventBusName, Tags = [], ...declaration } = input;
    const { rules } = place.events.bus(EventBusName);
    // PutRule takes no tags for a rule that is there (API reference)
    const tags = rules.has(declaration.Name) ? [] : Tags;
    return { RuleArn: place.events.declareRule(declaration, tags, EventBusName).arn };
  },
};
