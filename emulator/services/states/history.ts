import { Packed } from '../../kernel/packed.ts';
import { written } from './written.ts';

/** The most events that an execution may have. */
export const historyLimit = 25_000;

export interface HistoryEvent {
  timestamp: Date;
  type: string;
  id: number;
  previousEventId: number;
  /** The one member named `…EventDetails`, if the type has details. */
  [details: string]: unknown;
}

/** Thrown in place of the event that would leave no room for the execution's last one. */
export class HistoryFull extends Error {
  constructor() {
    super(`The execution reached the maximum number of history events (${historyLimit}).`);
    this.name = 'HistoryFull';
  }
}

/** The events of one execution, as GetExecutionHistory lists them. */
export class History {
  readonly #now: () => Date;
  readonly #told: (event: HistoryEvent) => void;
  readonly #most: number;
  #events: HistoryEvent[] = [];
  /** Instead of the events, where nobody has asked for them of late. */
  #packed: Packed<HistoryEvent[]> | undefined;

  /** @param told of every event that is recorded */
  constructor(now: () => Date, told: (event: HistoryEvent) => void, most = historyLimit) {
    this.#now = now;
    this.#told = told;
    this.#most = most;
  }

  get events(): readonly HistoryEvent[] {
    return this.#packed?.unpacked() ?? this.#events;
  }

  /** It grows no more, unless its execution is redriven: from now on it takes little room. */
  pack(): void {
    if (this.#packed) return;
    this.#packed = new Packed(this.#events);
    this.#events = [];
  }

  /**
   * Adds an event.
   *
   * @param details member of the event by name, such as `stateEnteredEventDetails`
   * @returns its id
   * @throws HistoryFull
   */
  record(type: string, previousEventId: number, details: Record<string, unknown> = {}): number {
    this.#unpack();
    const last = type.startsWith('Execution');
    if (this.#events.length >= this.#most - (last ? 0 : 1)) throw new HistoryFull();
    const id = this.#events.length + 1;
    const event = { timestamp: this.#now(), type, id, previousEventId, ...details };
    this.#events.push(event);
    this.#told(event);
    return id;
  }

  #unpack(): void {
    if (!this.#packed) return;
    this.#events = this.#packed.unpacked();
    this.#packed = undefined;
  }
}

/** Data of an event: the text, and AWS's note that it is whole. */
export function eventData(member: 'input' | 'output', value: unknown): Record<string, unknown> {
  return { [member]: written(value), [`${member}Details`]: { truncated: false } };
}

/** Members of an event's details that hold what the execution worked on. */
export const dataMembers = ['input', 'output', 'parameters', 'assignedVariables'];

/** The event without what the execution worked on, for `includeExecutionData: false`. */
export function withoutData(event: HistoryEvent): HistoryEvent {
  const entries = Object.entries(event).map(([name, value]) => {
    if (!name.endsWith('EventDetails')) return [name, value];
    const details = Object.entries(value as Record<string, unknown>).filter(([member]) => !dataMembers.includes(member));
    return [name, Object.fromEntries(details)];
  });
  return Object.fromEntries(entries) as HistoryEvent;
}
