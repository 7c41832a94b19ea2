import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { type Alarm, actionsOf, type StateValue, stateValues } from '../alarm.ts';
import { describeAlarm } from '../description.ts';
import { page } from '../page.ts';
import { invalid } from '../queries.ts';
import { alarmsNamed } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

interface Input {
  AlarmNames?: string[];
  AlarmNamePrefix?: string;
  AlarmTypes?: Alarm['kind'][];
  ChildrenOfAlarmName?: string;
  ParentsOfAlarmName?: string;
  StateValue?: StateValue;
  ActionPrefix?: string;
  MaxRecords?: number;
  NextToken?: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html; without AlarmTypes it tells metric alarms only. */
export const describeAlarms: Operation<Input, CloudWatchPlace> = {
  // composite alarms are told to those only who may see all
  resources: ({ AlarmNames, AlarmTypes }, place) => alarmsNamed(AlarmTypes?.includes('CompositeAlarm') ? undefined : AlarmNames, place),
  run(input, { place }) {
    const { alarms } = place.cloudwatch;
    const { AlarmNames, AlarmNamePrefix, ChildrenOfAlarmName: parent, ParentsOfAlarmName: child } = input;
    if (AlarmNames && AlarmNamePrefix !== undefined) throw invalid('AlarmNames and AlarmNamePrefix cannot be given together');
    if (parent !== undefined || child !== undefined) {
      if (Object.keys(input).some((member) => !['ChildrenOfAlarmName', 'ParentsOfAlarmName', 'MaxRecords', 'NextToken'].includes(member)))
        throw invalid('ChildrenOfAlarmName and ParentsOfAlarmName can be given with MaxRecords and NextToken only');
      const family = parent === undefined ? alarms.rules.parentsOf(child!) : alarms.rules.childrenOf(parent);
      return answer(
        family.flatMap((name) => alarms.all.get(name) ?? []),
        input,
      );
    }
    const types = input.AlarmTypes ?? (AlarmNames ? ['MetricAlarm', 'CompositeAlarm'] : ['MetricAlarm']);
    const found = [...alarms.all.values()].filter(
      (alarm) =>
        types.includes(alarm.kind) &&
        (AlarmNames?.includes(alarm.AlarmName) ?? true) &&
        alarm.AlarmName.startsWith(AlarmNamePrefix ?? '') &&
        (input.StateValue === undefined || alarm.StateValue === input.StateValue) &&
        (input.ActionPrefix === undefined || hasAction(alarm, input.ActionPrefix)),
    );
    return answer(
      found.toSorted((a, b) => (a.AlarmName < b.AlarmName ? -1 : 1)),
      input,
    );
  },
};

function answer(alarms: Alarm[], input: Input): object {
  if ((input.MaxRecords ?? 1) > 100) throw new AwsError('ValidationException', 'MaxRecords is at most 100');
  const { items, NextToken } = page(alarms, 'DescribeAlarms', input);
  const of = (kind: Alarm['kind']) => items.filter((alarm) => alarm.kind === kind).map(describeAlarm);
  return { MetricAlarms: of('MetricAlarm'), CompositeAlarms: of('CompositeAlarm'), NextToken };
}

function hasAction(alarm: Alarm, prefix: string): boolean {
  return stateValues.some((state) => actionsOf(alarm, state).some((action) => action.startsWith(prefix)));
}
