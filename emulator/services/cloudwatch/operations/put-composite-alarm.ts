import type { Operation } from '../../../service/service.ts';
import type { CompositeAlarm } from '../alarm.ts';
import { commonOf, putTags, type TagMember } from '../new-alarm.ts';
import { alarmArn } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

type Input = Partial<CompositeAlarm> & { AlarmName: string; AlarmRule: string; Tags?: TagMember[] };

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const putCompositeAlarm: Operation<Input, CloudWatchPlace> = {
  refuses: ['ActionsSuppressor', 'ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'],
  resources: ({ AlarmName }, place) => [alarmArn(AlarmName, place)],
  run(input, { place }) {
    const { alarms } = place.cloudwatch;
    const isNew = !alarms.all.has(input.AlarmName);
    alarms.putCompositeAlarm({ kind: 'CompositeAlarm', ...commonOf(input), AlarmRule: input.AlarmRule });
    if (isNew) putTags(alarms.all.get(input.AlarmName)!.tags, input.Tags);
  },
};
