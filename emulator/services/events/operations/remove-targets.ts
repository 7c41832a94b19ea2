import type { Operation } from '../../../service/service.ts';
import { byRule } from '../resources.ts';
import type { EventsPlace } from '../state.ts';

/** An id that the rule does not have is no failure. */
export const removeTargets: Operation<{ Rule: string; EventBusName?: string; Ids: string[] }, EventsPlace> = {
  ignores: ['Force'],
  resources: byRule,
  run(input, { place }) {
    const rule = place.events.rules.get(input.Rule, input.EventBusName);
    for (const id of input.Ids) rule.targets.delete(id);
    return { FailedEntryCount: 0, FailedEntries: [] };
  },
};
