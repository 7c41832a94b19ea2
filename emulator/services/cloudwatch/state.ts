import { Alarms } from './alarms.ts';
import { Metrics } from './metrics.ts';
import type { CloudWatchNeeds } from './needs.ts';

export interface CloudWatchPlace extends CloudWatchNeeds {
  readonly cloudwatch: CloudWatchState;
}

interface Dashboard {
  body: string;
  changedAt: Date;
}

/** Metrics, the alarms on them, and dashboards. */
export class CloudWatchState {
  readonly metrics: Metrics;
  readonly alarms: Alarms;
  readonly dashboards = new Map<string, Dashboard>();

  constructor(place: CloudWatchNeeds) {
    this.metrics = new Metrics(
      () => place.clock.now(),
      (key) => this.alarms.changed(key),
    );
    this.alarms = new Alarms(place, this.metrics);
  }
}
