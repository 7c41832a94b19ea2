import type { World } from '../../world.ts';
import { deadLetter } from './dead-letter.ts';
import { type DeliveryFailure, deliveryFailure } from './delivery-failure.ts';
import type { EventEnvelope } from './event.ts';
import { invokeTarget } from './invoke-target.ts';
import type { Rule } from './rule.ts';
import type { Target } from './target.ts';
import { targetInput } from './target-input.ts';

/** One event on its way to one target. */
export interface Delivery {
  rule: Rule;
  target: Target;
  event: EventEnvelope;
  /** When the bus took the event, in virtual milliseconds: its age counts from then. */
  ingestedAt: number;
  /** How often it was delivered before: EventBridge promises at least once. */
  earlier?: number;
}

/** EventBridge's own limits, where a target sets none. */
const usualRetries = 185;
const usualAgeSeconds = 86_400;

/** Delivers an event to a target, about half a second after the bus took it. */
export function deliver(world: World, delivery: Delivery): void {
  const { rule, target, event } = delivery;
  world.events.deliveries.push({ rule: rule.name, event: event.id });
  const again = world.events.takeRepeat(rule.name);
  if (again) attemptAfter(world, { ...delivery, earlier: 1 }, again.afterSeconds, 0);
  const seconds = world.random.between(0.3, 0.7, 'event-delivery', event.id, rule.name, target.Id);
  attemptAfter(world, delivery, seconds, 0);
}

function attemptAfter(world: World, delivery: Delivery, seconds: number, retries: number): void {
  const label = `event ${delivery.event.id} to ${delivery.target.Arn}`;
  world.clock.after('drive', seconds, label, () => void attempt(world, delivery, retries));
}

async function attempt(world: World, delivery: Delivery, retries: number): Promise<void> {
  const { rule, target, event, ingestedAt, earlier = 0 } = delivery;
  try {
    const input = targetInput(rule, target, event, new Date(ingestedAt));
    await invokeTarget(world, rule, target, event, input, earlier);
  } catch (error) {
    afterFailure(world, delivery, retries, deliveryFailure(error));
  }
}

function afterFailure(world: World, delivery: Delivery, retries: number, failure: DeliveryFailure): void {
  const { MaximumRetryAttempts = usualRetries, MaximumEventAgeInSeconds = usualAgeSeconds } = delivery.target.RetryPolicy ?? {};
  if (!failure.retryable) {
    deadLetter(world, delivery, failure, { retries });
  } else if (retries >= MaximumRetryAttempts) {
    deadLetter(world, delivery, failure, { retries, exhausted: 'MaximumRetryAttempts' });
  } else {
    const wait = backOff(world, delivery, retries);
    const left = (delivery.ingestedAt - world.clock.now()) / 1000 + MaximumEventAgeInSeconds;
    if (wait < left) attemptAfter(world, delivery, wait, retries + 1);
    else giveUpAfter(world, delivery, Math.max(0, left), retries, failure);
  }
}

/** The event is given up when it reaches its age, not when the last attempt failed. */
function giveUpAfter(world: World, delivery: Delivery, seconds: number, retries: number, failure: DeliveryFailure): void {
  world.clock.after('drive', seconds, `event ${delivery.event.id} too old`, () =>
    deadLetter(world, delivery, failure, { retries, exhausted: 'MaximumEventAgeInSeconds' }),
  );
}

/** Seconds: doubling from one second to ten minutes, so that 185 retries fill a day, less up to a half. */
function backOff(world: World, { rule, target, event }: Delivery, retries: number): number {
  const longest = Math.min(2 ** retries, 600);
  return longest * (0.5 + world.random.fraction('event-retry', event.id, rule.name, target.Id, retries) / 2);
}
