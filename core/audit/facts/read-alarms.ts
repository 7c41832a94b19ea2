import { type CloudWatchClient, paginateDescribeAlarmHistory, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import type { AlarmFact, FailedActionFact } from './facts.ts';

const day = 86_400_000;

/** Names of a stage's alarms: those of its environments, and those of the stack itself. */
function isOurs(stage: string, name: string): boolean {
  return name.startsWith(`cloudhsm-lifecycle/${stage}/`) || name.startsWith(`cloudhsm-lifecycle-${stage}-`);
}

/** A stage's alarms, by pages. */
export async function readAlarms(client: CloudWatchClient, stage: string): Promise<AlarmFact[]> {
  const found: AlarmFact[] = [];
  const asked = { AlarmNamePrefix: 'cloudhsm-lifecycle', AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const] };
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of paginateDescribeAlarms({ client, pageSize: 100 }, asked)) {
    const pages = [
      ...MetricAlarms.map((alarm) => ({ ...alarm, composite: false })),
      ...CompositeAlarms.map((alarm) => ({ ...alarm, composite: true })),
    ];
    found.push(
      ...pages
        .filter(({ AlarmName = '' }) => isOurs(stage, AlarmName))
        .map(({ AlarmName = '', StateValue = '', StateUpdatedTimestamp, ActionsEnabled = true, AlarmActions = [], composite }) => ({
          name: AlarmName,
          state: StateValue,
          since: StateUpdatedTimestamp?.toISOString() ?? '',
          tells: ActionsEnabled && AlarmActions.length > 0,
          composite,
        })),
    );
  }
  return found;
}

/**
 * What alarms could not tell within the last day, by pages: it stands in their history alone.
 *
 * @param at ISO 8601
 */
export async function readFailedActions(client: CloudWatchClient, stage: string, at: string): Promise<FailedActionFact[]> {
  const found = new Map<string, FailedActionFact>();
  const asked = {
    AlarmTypes: ['MetricAlarm' as const, 'CompositeAlarm' as const],
    HistoryItemType: 'Action' as const,
    StartDate: new Date(Date.parse(at) - day),
    EndDate: new Date(at),
    ScanBy: 'TimestampDescending' as const,
  };
  for await (const { AlarmHistoryItems = [] } of paginateDescribeAlarmHistory({ client, pageSize: 100 }, asked))
    for (const { AlarmName = '', Timestamp, HistorySummary = '' } of AlarmHistoryItems)
      if (isOurs(stage, AlarmName) && /^Failed to execute action/.test(HistorySummary) && !found.has(AlarmName))
        found.set(AlarmName, { alarm: AlarmName, at: Timestamp?.toISOString() ?? '', summary: HistorySummary });
  return [...found.values()];
}
