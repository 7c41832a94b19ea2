import { deliver } from './deliver.ts';
import { Deliveries } from './deliveries.ts';
import type { EventEnvelope } from './event.ts';
import type { EventBus } from './event-bus.ts';
import { EventBuses } from './event-buses.ts';
import type { EventsNeeds } from './needs.ts';
import type { Rule } from './rule.ts';
import { Rules } from './rules.ts';
import { Tags } from './tags.ts';
import { type EmittedEvent, TakenEvents } from './taken-events.ts';
import { kindOf, type Target } from './target.ts';

export interface EventsPlace extends EventsNeeds {
  readonly events: EventsState;
  inAccount(accountId: string): EventsPlace;
}

/** The event buses of a place, their rules, and what went through them. */
export class EventsState {
  readonly tags = new Tags();
  readonly buses: EventBuses;
  readonly rules: Rules;
  readonly taken: TakenEvents;
  readonly deliveries: Deliveries;

  constructor(place: EventsNeeds) {
    this.buses = new EventBuses(place, this.tags);
    this.rules = new Rules(place, this.buses, this.tags, (rule, time) => this.#fire(rule, time));
    this.taken = new TakenEvents(place);
    this.deliveries = new Deliveries(place);
  }

  /**
   * Takes an event and sends it to the targets of the rules that it matches. For events of AWS's own too, which come to the default bus.
   *
   * @returns the event's id
   */
  emit(emitted: EmittedEvent, bus = this.buses.get()): string {
    const event = this.taken.take(emitted);
    this.#match(bus, event);
    return event.id;
  }

  /**
   * Takes an event that a rule of another bus sends on. It goes to no third bus (User Guide, "Sending events between event buses in the same
   * account and Region").
   *
   * @throws AwsError ResourceNotFoundException
   */
  pass(busArn: string, event: EventEnvelope): void {
    const bus = this.buses.get(busArn);
    this.taken.remember(event);
    this.#match(bus, event, (target) => kindOf(target) !== 'events');
  }

  /** Sends a schedule's event to its rule's targets, and to nobody else. */
  #fire(rule: Rule, time: Date): void {
    this.#deliver(rule, this.taken.take({ source: 'aws.events', detailType: 'Scheduled Event', detail: {}, resources: [rule.arn], time }));
  }

  #match(bus: EventBus, event: EventEnvelope, reached?: (target: Target) => boolean): void {
    for (const rule of bus.rules.values()) {
      if (rule.state === 'ENABLED' && rule.matches?.(event)) this.#deliver(rule, event, reached);
    }
  }

  #deliver(rule: Rule, event: EventEnvelope, reached: (target: Target) => boolean = () => true): void {
    const ingestedAt = this.deliveries.place.clock.now();
    for (const target of [...rule.targets.values()].filter(reached)) deliver(this.deliveries, { rule, target, event, ingestedAt });
  }
}
