import type { Operation } from '../../../service/service.ts';
import { byRule } from '../resources.ts';
import type { EventsPlace } from '../state.ts';
import type { Target } from '../target.ts';

export const putTargets: Operation<{ Rule: string; EventBusName?: string; Targets: Target[] }, EventsPlace> = {
  resources: byRule,
  passes: ({ Targets }) => ({ roleArns: Targets.flatMap(({ RoleArn }) => RoleArn ?? []), to: 'events.amazonaws.com' }),
  run(input, { place }) {
    place.events.rules.putTargets(place.events.rules.get(input.Rule, input.EventBusName), input.Targets);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
};
