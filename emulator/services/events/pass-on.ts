import { AwsError } from '../../kernel/aws-error.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { EventEnvelope } from './event.ts';
import type { EventsNeeds } from './needs.ts';

/**
 * Sends an event on to another bus, of whatever account and region. It stays as it is; only in another region it has another id, as
 * recorded. What came from another account goes to no third one (User Guide, "Sending and receiving events between AWS accounts").
 *
 * @param caller the target's role, or EventBridge itself for a bus of the same place
 * @throws AwsError AccessDeniedException, ResourceNotFoundException
 */
export function passOn(place: EventsNeeds, busArn: string, event: EventEnvelope, caller: Caller): void {
  const [, , , region = '', accountId = ''] = busArn.split(':');
  const there = place.inAccount(accountId).elsewhere(region);
  const denial =
    caller.kind === 'role' &&
    place.iam.denial(caller, 'events:PutEvents', [busArn], {
      contextOf: () => ({ 'events:source': event.source, 'events:detail-type': event['detail-type'], 'events:eventBusInvocation': 'true' }),
      policiesOf: () => there.iam.resourcePolicies.of(busArn),
    });
  if (denial) throw new AwsError('AccessDeniedException', denial);
  if (event.account !== place.accountId && accountId !== place.accountId) return;
  const id = region === place.region ? event.id : place.random.uuid('passed-event', event.id, busArn);
  there.events.pass(busArn, { ...event, id });
}
