import type { Operation } from '../../../service/service.ts';
import type { Alarm, HistoryItem } from '../alarm.ts';
import { page } from '../page.ts';
import { alarmsNamed } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

interface Input {
  AlarmName?: string;
  AlarmTypes?: Alarm['kind'][];
  HistoryItemType?: HistoryItem['HistoryItemType'];
  StartDate?: Date;
  EndDate?: Date;
  ScanBy?: 'TimestampAscending' | 'TimestampDescending';
  MaxRecords?: number;
  NextToken?: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export const describeAlarmHistory: Operation<Input, CloudWatchPlace> = {
  refuses: ['AlarmContributorId'],
  resources: ({ AlarmName }, place) => alarmsNamed(AlarmName === undefined ? undefined : [AlarmName], place),
  run(input, { place }) {
    const { AlarmName, AlarmTypes = ['MetricAlarm'], HistoryItemType, StartDate, EndDate } = input;
    const found = place.cloudwatch.alarms.history.items.filter(
      (item) =>
        (AlarmName === undefined ? AlarmTypes.includes(item.AlarmType) : item.AlarmName === AlarmName) &&
        (HistoryItemType ?? item.HistoryItemType) === item.HistoryItemType &&
        item.Timestamp >= (StartDate ?? item.Timestamp) &&
        item.Timestamp <= (EndDate ?? item.Timestamp),
    );
    const { items, NextToken } = page(input.ScanBy === 'TimestampAscending' ? found : found.toReversed(), 'DescribeAlarmHistory', input);
    return { AlarmHistoryItems: items, NextToken };
  },
};
