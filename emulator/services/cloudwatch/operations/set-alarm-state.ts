import { AwsError } from '../../../kernel/aws-error.ts';
import { readJson } from '../../../kernel/read-json.ts';
import type { Operation } from '../../../service/service.ts';
import type { StateValue } from '../alarm.ts';
import { alarmArn } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

interface Input {
  AlarmName: string;
  StateValue: StateValue;
  StateReason: string;
  StateReasonData?: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html: until the next evaluation. */
export const setAlarmState: Operation<Input, CloudWatchPlace> = {
  resources: ({ AlarmName }, place) => [alarmArn(AlarmName, place)],
  run({ AlarmName, StateValue, StateReason, StateReasonData }, { place }) {
    const { alarms } = place.cloudwatch;
    const alarm = alarms.all.get(AlarmName);
    if (!alarm) throw new AwsError('ResourceNotFound', '', { status: 404 });
    if (StateReasonData !== undefined) checkJson(StateReasonData);
    alarms.set(alarm, StateValue, StateReason, StateReasonData);
  },
};

function checkJson(text: string): void {
  try {
    readJson(text);
  } catch {
    throw new AwsError('InvalidFormatFault', 'StateReasonData is not JSON');
  }
}
