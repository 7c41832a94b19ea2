import type { LogStream } from './log-stream.ts';

interface Group {
  retentionDays: number | undefined;
  expiredAt: number;
  streams: Map<string, LogStream>;
}

const hour = 3600_000;

/** Of a stream: a function's are far shorter, and no memory holds a stream that never ends. */
const mostEvents = 100_000;

/**
 * Drops events that are older than the group's retention, and packs streams that nobody writes to any more: once in an hour. A stream that
 * a service made for its users goes with its last event.
 */
export function expire(group: Group, now: number): void {
  if (now - group.expiredAt < hour) return;
  group.expiredAt = now;
  for (const stream of group.streams.values()) stream.packOlder(now - hour);
  if (group.retentionDays === undefined) return;
  const oldest = now - group.retentionDays * 24 * hour;
  for (const stream of group.streams.values()) {
    stream.dropOlder(oldest);
    if (stream.ofService && stream.length === 0 && stream.createdAt < oldest) group.streams.delete(stream.name);
  }
}

/** Keeps a stream that never ends from growing without end. */
export function bound(stream: LogStream): void {
  stream.keep(mostEvents);
}
