import { keepNewest } from '../../kernel/keep-newest.ts';

interface Stream {
  name: string;
  createdAt: number;
  events: { timestamp: number }[];
  ofService: boolean;
}

interface Group {
  retentionDays: number | undefined;
  expiredAt: number;
  streams: Map<string, Stream>;
}

const hour = 3600_000;

/** Of a stream: a function's are far shorter, and no memory holds a stream that never ends. */
const mostEvents = 50_000;

/** Drops events that are older than the group's retention, once in an hour; a stream that a service made for its users goes with its last one. */
export function expire(group: Group, now: number): void {
  if (group.retentionDays === undefined || now - group.expiredAt < hour) return;
  group.expiredAt = now;
  const oldest = now - group.retentionDays * 24 * hour;
  for (const stream of group.streams.values()) {
    const kept = stream.events.findIndex(({ timestamp }) => timestamp >= oldest);
    stream.events.splice(0, kept === -1 ? stream.events.length : kept);
    if (stream.ofService && stream.events.length === 0 && stream.createdAt < oldest) group.streams.delete(stream.name);
  }
}

/** Keeps a stream that never ends from growing without end. */
export function bound({ events }: Pick<Stream, 'events'>): void {
  keepNewest(events, mostEvents);
}
