import type { Operation } from '../../../service/service.ts';
import type { CompositeAlarm } from '../alarm.ts';
import { commonOf, type TagMember, tagsOf } from '../new-alarm.ts';
import { alarmArn } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

type Input = Partial<CompositeAlarm> & { AlarmName: string; AlarmRule: string; Tags?: TagMember[] };

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const putCompositeAlarm: Operation<Input, CloudWatchPlace> = {
  refuses: ['ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'],
  resources: ({ AlarmName }, place) => [alarmArn(AlarmName, place)],
  run(input, { place }) {
    const { alarms } = place.cloudwatch;
    const tags = tagsOf(alarms.all, input);
    alarms.putCompositeAlarm({ kind: 'CompositeAlarm', ...commonOf(input), AlarmRule: input.AlarmRule, tags });
  },
};
