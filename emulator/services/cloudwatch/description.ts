import type { Alarm } from './alarm.ts';

/** The MetricAlarm or CompositeAlarm shape of the API. */
export function describeAlarm({ tags: _tags, kind: _kind, ...alarm }: Alarm): object {
  return alarm;
}
