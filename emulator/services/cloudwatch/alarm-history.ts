import type { Tried } from './actions.ts';
import type { Alarm, HistoryItem } from './alarm.ts';

const kept = 30 * 24 * 3600_000;
const most = 5000;

/** What has become of the alarms of a place, of deleted ones too, oldest first. */
export class AlarmHistory {
  readonly #clock: { date(): Date };
  readonly #items: HistoryItem[] = [];

  constructor(clock: { date(): Date }) {
    this.#clock = clock;
  }

  get items(): readonly HistoryItem[] {
    return this.#items;
  }

  configured(alarm: Alarm, type: 'Create' | 'Update'): void {
    const summary = `Alarm "${alarm.AlarmName}" ${type === 'Update' ? 'updated' : 'created'}`;
    this.#remember(alarm, 'ConfigurationUpdate', summary, { version: '1.0', type });
  }

  /** An alarm is in another state than before. */
  changed(alarm: Alarm, before: Alarm): void {
    const data = { version: '1.0', oldState: state(before), newState: state(alarm) };
    this.#remember(alarm, 'StateUpdate', `Alarm updated from ${before.StateValue} to ${alarm.StateValue}`, data);
  }

  acted(alarm: Alarm, { action, error }: Tried): void {
    const summary = error ? `Failed to execute action ${action}` : `Successfully executed action ${action}`;
    const data = { actionState: error ? 'Failed' : 'Succeeded', notificationResource: action, error: error ?? null };
    this.#remember(alarm, 'Action', summary, data);
  }

  #remember({ AlarmName, kind }: Alarm, HistoryItemType: HistoryItem['HistoryItemType'], HistorySummary: string, data: object): void {
    const Timestamp = this.#clock.date();
    this.#items.push({ AlarmName, AlarmType: kind, Timestamp, HistoryItemType, HistorySummary, HistoryData: JSON.stringify(data) });
    const oldest = Timestamp.getTime() - kept;
    while (this.#items.length > most || this.#items[0]!.Timestamp.getTime() < oldest) this.#items.shift();
  }
}

function state({ StateValue: stateValue, StateReason: stateReason, StateReasonData: data }: Alarm) {
  return { stateValue, stateReason, stateReasonData: data === undefined ? undefined : JSON.parse(data) };
}
