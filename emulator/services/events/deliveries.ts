import type { FailedInvocation } from './dead-letter.ts';
import type { EventsNeeds } from './needs.ts';
import type { Rule } from './rule.ts';

/** A delivery that comes twice. */
export interface Repeat {
  /** The rule's name. */
  rule: string;
  /** How many deliveries of the rule pass first. */
  skip: number;
  /** Virtual seconds from the event to its second delivery. */
  afterSeconds: number;
}

/** What happens on the event buses of a place. */
export interface Deliveries {
  readonly place: EventsNeeds;
  readonly failedInvocations: FailedInvocation[];
  /** Each event on its way to a target, oldest first. */
  readonly deliveries: { rule: string; event: string }[];
  /** Sends a schedule's event to its rule's targets, and to nobody else. */
  fire(rule: Rule, time: Date): void;
  /** The repetition that a test asked of this delivery. */
  takeRepeat(rule: string): Repeat | undefined;
}
