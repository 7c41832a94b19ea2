import type { EventsNeeds } from './needs.ts';

/** An event that a target did not get: what the metric FailedInvocations counts. */
interface FailedInvocation {
  ruleArn: string;
  targetArn: string;
  eventId: string;
  errorCode: string;
  errorMessage: string;
  /** Whether it lies in the target's dead-letter queue. */
  kept: boolean;
}

/** A delivery that comes twice. */
export interface Repeat {
  /** The rule's name. */
  rule: string;
  /** How many deliveries of the rule pass first. */
  skip: number;
  /** Virtual seconds from the event to its second delivery. */
  afterSeconds: number;
}

/** What a place's buses have sent to targets. */
export class Deliveries {
  readonly place: EventsNeeds;
  /** Each event on its way to a target, oldest first; the newest ones, where there were very many. */
  readonly begun: { rule: string; event: string }[] = [];
  /** Those that no target got, likewise. */
  readonly failed: FailedInvocation[] = [];
  readonly #repeats: Repeat[] = [];

  constructor(place: EventsNeeds) {
    this.place = place;
  }

  /** Has an event delivered to a rule's target twice, the second time that much later. Called again, another one too. */
  repeat(repeat: Repeat): void {
    this.#repeats.push({ ...repeat });
  }

  /** The repetition that was asked of this delivery. */
  takeRepeat(rule: string): Repeat | undefined {
    const wanted = this.#repeats.filter((repeat) => repeat.rule === rule);
    const due = wanted.find(({ skip }) => skip === 0);
    for (const repeat of wanted) repeat.skip--;
    if (due) this.#repeats.splice(this.#repeats.indexOf(due), 1);
    return due;
  }
}
