import { AwsError } from '../../kernel/aws-error.ts';
import type { Measured } from '../../service/metric-sink.ts';
import type { Place } from '../../service/place.ts';
import { embeddedMetrics } from './embedded-metrics.ts';
import { LogStream } from './log-stream.ts';
import { type MetricFilter, valueIn } from './metric-filter.ts';
import { bound, expire } from './retention.ts';

type LogsNeeds = Place & Measured;

export interface LogsPlace extends LogsNeeds {
  readonly logs: LogsState;
}

export interface LogGroup {
  name: string;
  createdAt: number;
  retentionDays: number | undefined;
  tags: Record<string, string>;
  /** When it was last seen to that nothing stays for longer. */
  expiredAt: number;
  streams: Map<string, LogStream>;
  filters: Map<string, MetricFilter>;
}

/** Log groups, their streams and events. All times are virtual, in milliseconds. */
export class LogsState {
  readonly place: LogsNeeds;
  readonly groups = new Map<string, LogGroup>();
  #events = 0;

  constructor(place: LogsNeeds) {
    this.place = place;
  }

  /** Adds an event, now. A group or stream that does not exist is created, as the services that log for their users do. */
  append(group: string, stream: string, message: string): void {
    const inside = this.createGroup(group);
    const into = inside.streams.get(stream) ?? this.createStream(group, stream, true);
    this.add(inside, into, this.place.clock.now(), message);
  }

  /** Creates a group, or sets the retention of the one that exists. */
  createGroup(name: string, retentionDays?: number): LogGroup {
    let group = this.groups.get(name);
    if (!group) {
      const createdAt = Math.floor(this.place.clock.now());
      group = { name, createdAt, retentionDays: undefined, tags: {}, expiredAt: createdAt, streams: new Map(), filters: new Map() };
      this.groups.set(name, group);
    }
    group.retentionDays = retentionDays ?? group.retentionDays;
    return group;
  }

  createStream(groupName: string, name: string, ofService = false): LogStream {
    const stream = new LogStream(name, Math.floor(this.place.clock.now()), ofService);
    this.group(groupName).streams.set(name, stream);
    return stream;
  }

  /** Adds an event to a stream, in the order of time, and has CloudWatch count what it tells. */
  add(group: LogGroup, stream: LogStream, timestamp: number, message: string): void {
    const { place } = this;
    const at = Math.floor(timestamp);
    const eventId = `3${String(this.#events++).padStart(55, '0')}`;
    stream.add({ timestamp: at, ingestionTime: Math.floor(place.clock.now()), message, eventId });
    bound(stream);
    expire(group, place.clock.now());
    this.#measure(group, at, message);
  }

  /**
   * @param identifier a group's name or ARN
   * @throws AwsError ResourceNotFoundException
   */
  group(identifier: string | undefined): LogGroup {
    const name = identifier?.startsWith('arn:') ? identifier.split(':log-group:')[1]?.replace(/:\*$/, '') : identifier;
    const isHere = !identifier?.startsWith('arn:') || this.place.holds(identifier);
    const group = isHere ? this.groups.get(name ?? '') : undefined;
    if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    expire(group, this.place.clock.now());
    return group;
  }

  /** @throws AwsError ResourceNotFoundException */
  stream(groupIdentifier: string | undefined, name: string): LogStream {
    const stream = this.group(groupIdentifier).streams.get(name);
    if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
    return stream;
  }

  #measure({ filters }: LogGroup, at: number, message: string): void {
    const { metrics } = this.place.cloudwatch;
    for (const { metric, at: told, values, unit } of embeddedMetrics(message))
      for (const value of values) metrics.note(metric, told, value, unit);
    for (const { matches, metricTransformations } of filters.values()) {
      const matched = matches(message);
      for (const { metricNamespace: Namespace, metricName: MetricName, metricValue, defaultValue, unit } of metricTransformations) {
        const value = matched ? valueIn(message, metricValue) : defaultValue;
        if (value !== undefined) metrics.note({ Namespace, MetricName }, at, value, unit);
      }
    }
  }

  arn(group: LogGroup): string {
    return this.place.arn('logs', `log-group:${group.name}`);
  }
}
