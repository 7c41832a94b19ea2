import type { EventEnvelope } from './event.ts';
import type { Rule } from './rule.ts';
import type { Target } from './target.ts';

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
