import { keepNewest } from '../../kernel/keep-newest.ts';
import { deadLetter } from './dead-letter.ts';
import type { Deliveries } from './deliveries.ts';
import type { Delivery } from './delivery.ts';
import { type DeliveryFailure, deliveryFailure } from './delivery-failure.ts';
import { invokeTarget } from './invoke-target.ts';
import { mostRemembered } from './most-remembered.ts';
import { ownName } from './rule.ts';
import { targetInput } from './target-input.ts';

/** EventBridge's own limits, where a target sets none. */
const usualRetries = 185;
const usualAgeSeconds = 86_400;

/** Delivers an event to a target, about half a second after the bus took it. */
export function deliver(deliveries: Deliveries, delivery: Delivery): void {
  const { rule, target, event } = delivery;
  deliveries.begun.push({ rule: rule.name, event: event.id });
  keepNewest(deliveries.begun, mostRemembered);
  const again = deliveries.takeRepeat(rule.name);
  if (again) attemptAfter(deliveries, { ...delivery, earlier: 1 }, again.afterSeconds, 0);
  const seconds = deliveries.place.random.between(0.3, 0.7, 'event-delivery', event.id, ownName(rule), target.Id);
  attemptAfter(deliveries, delivery, seconds, 0);
}

function attemptAfter(deliveries: Deliveries, delivery: Delivery, seconds: number, retries: number): void {
  const label = `event ${delivery.event.id} to ${delivery.target.Arn}`;
  deliveries.place.clock.after('drive', seconds, label, () => void attempt(deliveries, delivery, retries));
}

async function attempt(deliveries: Deliveries, delivery: Delivery, retries: number): Promise<void> {
  const { rule, target, event, ingestedAt, earlier = 0 } = delivery;
  try {
    const input = targetInput(rule, target, event, new Date(ingestedAt));
    await invokeTarget(deliveries.place, rule, target, event, input, earlier);
  } catch (error) {
    afterFailure(deliveries, delivery, retries, deliveryFailure(error));
  }
}

function afterFailure(deliveries: Deliveries, delivery: Delivery, retries: number, failure: DeliveryFailure): void {
  const { MaximumRetryAttempts = usualRetries, MaximumEventAgeInSeconds = usualAgeSeconds } = delivery.target.RetryPolicy ?? {};
  if (!failure.retryable) {
    deadLetter(deliveries, delivery, failure, { retries });
  } else if (retries >= MaximumRetryAttempts) {
    deadLetter(deliveries, delivery, failure, { retries, exhausted: 'MaximumRetryAttempts' });
  } else {
    const wait = backOff(deliveries, delivery, retries);
    const left = (delivery.ingestedAt - deliveries.place.clock.now()) / 1000 + MaximumEventAgeInSeconds;
    if (wait < left) attemptAfter(deliveries, delivery, wait, retries + 1);
    else giveUpAfter(deliveries, delivery, Math.max(0, left), retries, failure);
  }
}

/** The event is given up when it reaches its age, not when the last attempt failed. */
function giveUpAfter(deliveries: Deliveries, delivery: Delivery, seconds: number, retries: number, failure: DeliveryFailure): void {
  deliveries.place.clock.after('drive', seconds, `event ${delivery.event.id} too old`, () =>
    deadLetter(deliveries, delivery, failure, { retries, exhausted: 'MaximumEventAgeInSeconds' }),
  );
}

/** Seconds: doubling from one second to ten minutes, so that 185 retries fill a day, less up to a half. */
function backOff(deliveries: Deliveries, { rule, target, event }: Delivery, retries: number): number {
  const longest = Math.min(2 ** retries, 600);
  return longest * (0.5 + deliveries.place.random.fraction('event-retry', event.id, ownName(rule), target.Id, retries) / 2);
}
