import { act } from './actions.ts';
import type { Alarm, CompositeAlarm, MetricAlarm, StateValue } from './alarm.ts';
import { changeOf } from './alarm-event.ts';
import { AlarmHistory } from './alarm-history.ts';
import { readRule } from './composite-rule.ts';
import { CompositeRules } from './composite-rules.ts';
import { checkSpan, evaluate, watchedBy } from './evaluation.ts';
import { metricKey } from './metric.ts';
import type { Metrics } from './metrics.ts';
import type { CloudWatchNeeds } from './needs.ts';
import { invalid } from './queries.ts';
import { reasonDataOf } from './reason.ts';
import { withOffset } from './timestamp.ts';
import { type Watch, Watches } from './watches.ts';

/**
 * The alarms of a place. A metric alarm is evaluated at the ends of its periods, as long as what it reads may have changed within them;
 * a composite one as soon as an alarm in its rule changes. Their timers ride: no alarm moves time.
 */
export class Alarms {
  readonly #place: CloudWatchNeeds;
  readonly #metrics: Metrics;
  readonly all = new Map<string, Alarm>();
  readonly #watches = new Watches();
  readonly rules = new CompositeRules();
  readonly history: AlarmHistory;

  constructor(place: CloudWatchNeeds, metrics: Metrics) {
    this.#place = place;
    this.#metrics = metrics;
    this.history = new AlarmHistory(place.clock);
  }

  /**
   * Creates an alarm, or changes all of it but its state and tags.
   *
   * @throws AwsError ValidationException
   */
  putMetricAlarm(alarm: Omit<MetricAlarm, keyof Birth>): void {
    const put: MetricAlarm = { ...this.#birth(alarm.AlarmName), ...alarm };
    const watched = watchedBy(put);
    checkSpan(put, watched);
    const keys = new Set(watched.queries.metrics.map(metricKey));
    const watch: Watch = { alarm: put, watched, keys, changedAt: this.#now(), timer: undefined };
    this.#keep(put);
    this.#watches.put(watch);
    this.rules.delete(put.AlarmName);
    this.#evaluateLater(watch);
  }

  /** @throws AwsError ValidationException */
  putCompositeAlarm(alarm: Omit<CompositeAlarm, keyof Birth>): void {
    const rule = readRule(alarm.AlarmRule);
    const missing = rule.names.find((name) => !this.all.has(name));
    if (missing) throw invalid(`Could not save the composite alarm as alarms [${missing}] in the alarm rule do not exist`);
    this.rules.put(alarm.AlarmName, rule);
    const put: CompositeAlarm = { ...this.#birth(alarm.AlarmName), ...alarm };
    this.#watches.delete(put.AlarmName);
    this.#keep(put);
    this.#compose(
      put,
      rule.names.map((name) => this.all.get(name)!),
    );
  }

  delete(name: string): void {
    this.#watches.delete(name);
    this.rules.delete(name);
    this.all.delete(name);
  }

  /** A metric has another value than before. */
  changed(key: string): void {
    for (const watch of this.#watches.of(key)) {
      watch.changedAt = this.#now();
      this.#evaluateLater(watch);
    }
  }

  /**
   * Puts an alarm into a state, and does what it is to do there.
   *
   * @param triggering the alarms whose states have made a composite one change
   */
  set(alarm: Alarm, state: StateValue, reason: string, reasonData?: string, triggering: Alarm[] = []): void {
    if (state === alarm.StateValue) return;
    const before = { ...alarm };
    const now = this.#place.clock.date();
    Object.assign(alarm, {
      StateValue: state,
      StateReason: reason,
      StateReasonData: reasonData,
      StateUpdatedTimestamp: now,
      StateTransitionedTimestamp: now,
    });
    this.history.changed(alarm, before);
    for (const tried of act(this.#place, alarm, before.StateValue, triggering)) this.history.acted(alarm, tried);
    this.#place.events.emit(changeOf(alarm, before));
    for (const parent of this.rules.parentsOf(alarm.AlarmName)) this.#compose(this.all.get(parent) as CompositeAlarm, [alarm]);
    // somebody set it by hand: the next evaluation says what is
    const watch = this.#watches.get(alarm.AlarmName);
    if (watch) this.#evaluateLater(watch);
  }

  #now(): number {
    return this.#place.clock.now();
  }

  #evaluateLater(watch: Watch): void {
    if (watch.timer) return;
    const { alarm, watched } = watch;
    const end = (Math.floor(this.#now() / watched.period) + 1) * watched.period;
    watch.timer = this.#place.clock.at('ride', end, `evaluation of alarm ${alarm.AlarmName}`, () => {
      watch.timer = undefined;
      const verdict = evaluate(alarm, watched, this.#metrics, end);
      if (verdict) this.set(alarm, verdict.state, verdict.reason, reasonDataOf(alarm, verdict.periods, this.#now()));
      if (end <= watch.changedAt + (alarm.EvaluationPeriods + 1) * watched.period) this.#evaluateLater(watch);
    });
  }

  #compose(alarm: CompositeAlarm, triggering: Alarm[]): void {
    const { state, reason } = this.rules.verdict(alarm.AlarmName, this.all);
    const triggeringAlarms = triggering.map(({ AlarmArn: arn, StateValue: value, StateUpdatedTimestamp }) => ({
      arn,
      state: { value, timestamp: withOffset(StateUpdatedTimestamp) },
    }));
    this.set(alarm, state, reason, JSON.stringify({ triggeringAlarms }), triggering);
  }

  #birth(name: string): Birth {
    const now = this.#place.clock.date();
    const existing = this.all.get(name);
    return {
      AlarmArn: this.#place.arn('cloudwatch', `alarm:${name}`),
      AlarmConfigurationUpdatedTimestamp: now,
      StateValue: existing?.StateValue ?? 'INSUFFICIENT_DATA',
      StateReason: existing?.StateReason ?? 'Unchecked: Initial alarm creation',
      StateReasonData: existing?.StateReasonData,
      StateUpdatedTimestamp: existing?.StateUpdatedTimestamp ?? now,
      StateTransitionedTimestamp: existing?.StateTransitionedTimestamp ?? now,
    };
  }

  #keep(alarm: Alarm): void {
    this.history.configured(alarm, this.all.has(alarm.AlarmName) ? 'Update' : 'Create');
    this.all.set(alarm.AlarmName, alarm);
  }
}

/** What an alarm has from its state before, or from its creation. */
type Birth = Pick<
  Alarm,
  | 'AlarmArn'
  | 'AlarmConfigurationUpdatedTimestamp'
  | 'StateReason'
  | 'StateReasonData'
  | 'StateTransitionedTimestamp'
  | 'StateUpdatedTimestamp'
  | 'StateValue'
>;
