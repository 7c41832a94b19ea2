/** An alarm as it was declared, by the members of the PutMetricAlarm API. */
export interface Alarm {
  AlarmName: string;
  AlarmArn: string;
  [member: string]: unknown;
}

/** Alarms are kept and listed; no metric moves them. */
export class CloudWatchState {
  readonly alarms = new Map<string, Alarm>();

  putAlarm(alarm: Alarm): void {
    this.alarms.set(alarm.AlarmName, alarm);
  }
}
