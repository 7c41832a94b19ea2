import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { byName } from '../resources.ts';
import type { EventsPlace } from '../state.ts';

/** Deleting what is not there succeeds, as with AWS. */
export const deleteRule: Operation<{ Name: string; EventBusName?: string }, EventsPlace> = {
  ignores: ['Force'],
  resources: byName,
  run(input, { place }) {
    const rule = place.events.buses.get(input.EventBusName).rules.get(input.Name);
    if (rule && rule.targets.size > 0) throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
    place.events.rules.delete(input.Name, input.EventBusName);
  },
};
