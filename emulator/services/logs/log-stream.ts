import { Packed } from '../../kernel/packed.ts';

interface LogEvent {
  timestamp: number;
  ingestionTime: number;
  message: string;
  eventId: string;
}

/** Events that follow one another. */
interface Block {
  events: Packed<LogEvent[]>;
  first: number;
  last: Times;
}

type Times = Pick<LogEvent, 'timestamp' | 'ingestionTime'>;

/** The newest that are not packed: this many at least, of a stream that goes on, and twice as many at most. */
const unpacked = 500;

/** The events of a stream in the order of time. What is older stands in packed blocks, which are opened when somebody asks for their time. */
export class LogStream {
  readonly name: string;
  readonly createdAt: number;
  /** Made by a service that logs for its users. */
  readonly ofService: boolean;
  /** As CloudWatch counts them. */
  storedBytes = 0;
  length = 0;
  #blocks: Block[] = [];
  #newest: LogEvent[] = [];

  constructor(name: string, createdAt: number, ofService: boolean) {
    this.name = name;
    this.createdAt = createdAt;
    this.ofService = ofService;
  }

  get events(): LogEvent[] {
    return this.between(0, Number.POSITIVE_INFINITY);
  }

  get firstAt(): number | undefined {
    return this.#blocks[0]?.first ?? this.#newest[0]?.timestamp;
  }

  get last(): Times | undefined {
    return this.#newest.at(-1) ?? this.#blocks.at(-1)?.last;
  }

  /** Those of a time, the ends included. */
  between(from: number, to: number): LogEvent[] {
    const blocks = this.#blocks.filter(({ first, last }) => first <= to && last.timestamp >= from);
    const events = [...blocks.flatMap(({ events }) => events.unpacked()), ...this.#newest];
    return events.filter(({ timestamp }) => timestamp >= from && timestamp <= to);
  }

  add(event: LogEvent): void {
    const { timestamp } = event;
    while (timestamp < (this.#blocks.at(-1)?.last.timestamp ?? 0)) this.#newest.unshift(...this.#blocks.pop()!.events.unpacked());
    this.#newest.splice(this.#newest.findLastIndex((other) => other.timestamp <= timestamp) + 1, 0, event);
    this.storedBytes += bytesOf(event);
    this.length++;
    if (this.#newest.length >= 2 * unpacked) this.#pack(unpacked);
  }

  /** Packs what has not been added to of late. */
  packOlder(than: number): void {
    const { last } = this;
    if (last && last.ingestionTime < than) this.#pack(this.#newest.length);
  }

  /** Drops what is older. */
  dropOlder(than: number): void {
    while (this.#blocks[0] && this.#blocks[0].last.timestamp < than) this.#forget(this.#blocks.shift()!.events.unpacked());
    const [oldest] = this.#blocks;
    if (oldest && oldest.first < than) {
      const events = oldest.events.unpacked();
      this.#forget(events.splice(0, countOlder(events, than)));
      this.#blocks[0] = blockOf(events);
    }
    this.#forget(this.#newest.splice(0, countOlder(this.#newest, than)));
  }

  /** Drops the oldest until there are no more than that, or only those that are not packed. */
  keep(most: number): void {
    while (this.#blocks.length > 0 && this.length > most) this.#forget(this.#blocks.shift()!.events.unpacked());
  }

  #forget(events: LogEvent[]): void {
    this.length -= events.length;
    for (const event of events) this.storedBytes -= bytesOf(event);
  }

  #pack(count: number): void {
    if (count > 0) this.#blocks.push(blockOf(this.#newest.splice(0, count)));
  }
}

function blockOf(events: LogEvent[]): Block {
  const { timestamp, ingestionTime } = events.at(-1)!;
  return { events: new Packed(events), first: events[0]!.timestamp, last: { timestamp, ingestionTime } };
}

function countOlder(events: LogEvent[], than: number): number {
  const kept = events.findIndex(({ timestamp }) => timestamp >= than);
  return kept === -1 ? events.length : kept;
}

function bytesOf({ message }: LogEvent): number {
  return Buffer.byteLength(message) + 26;
}
