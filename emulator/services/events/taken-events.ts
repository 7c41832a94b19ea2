import { keepNewest } from '../../kernel/keep-newest.ts';
import type { Place } from '../../service/place.ts';
import { type EventEnvelope, wholeSeconds } from './event.ts';
import { mostRemembered } from './most-remembered.ts';

/** What there is to say of an event; the bus adds the rest. */
export interface EmittedEvent {
  source: string;
  detailType: string;
  detail: unknown;
  resources?: string[];
  /** Now, where it is absent. */
  time?: Date;
  /** The bus's own, where it is absent. */
  account?: string;
}

/** The events that the buses of a place took. */
export class TakenEvents {
  readonly #place: Place;
  /** Oldest first; the newest ones, where there were very many. */
  readonly all: EventEnvelope[] = [];
  /** How many events of the same content the buses have taken at this instant. */
  readonly #alike = new Map<string, number>();
  #alikeAt = 0;

  constructor(place: Place) {
    this.#place = place;
  }

  /** Takes an event, and puts it into its envelope. */
  take({ source, detailType, detail, resources = [], time = this.#place.clock.date(), account }: EmittedEvent): EventEnvelope {
    // by content and instant, so that the order of concurrent callers does not matter
    const now = this.#place.clock.now();
    if (now !== this.#alikeAt) this.#alike.clear();
    this.#alikeAt = now;
    const content = JSON.stringify([source, detailType, detail, resources, time.getTime(), now]);
    const ordinal = this.#alike.get(content) ?? 0;
    this.#alike.set(content, ordinal + 1);
    const event: EventEnvelope = {
      version: '0',
      id: this.#place.random.uuid('event', content, ordinal),
      'detail-type': detailType,
      source,
      account: account ?? this.#place.accountId,
      time: wholeSeconds(time),
      region: this.#place.region,
      resources,
      detail,
    };
    this.remember(event);
    return event;
  }

  /** One that has its envelope already. */
  remember(event: EventEnvelope): void {
    this.all.push(event);
    keepNewest(this.all, mostRemembered);
  }
}
