import { AwsError } from '../../../kernel/aws-error.ts';
import type { Call } from '../../../service/service.ts';
import { checkBus } from '../event-bus.ts';
import type { EventsPlace } from '../state.ts';

/** Deleting what is not there succeeds, as with AWS. */
export function deleteRule(input: { Name: string; EventBusName?: string }, { place }: Call<EventsPlace>) {
  checkBus(place, input.EventBusName);
  const rule = place.events.rules.get(input.Name);
  if (rule && rule.targets.size > 0) throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
  place.events.deleteRule(input.Name);
}
