import type { LogStream } from './log-stream.ts';

/** How many days a group may keep its events. */
export const retentions = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

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
