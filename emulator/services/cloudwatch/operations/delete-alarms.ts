import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { invalid } from '../queries.ts';
import { alarmsNamed } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html: all of them or none. */
export const deleteAlarms: Operation<{ AlarmNames: string[] }, CloudWatchPlace> = {
  resources: ({ AlarmNames }, place) => alarmsNamed(AlarmNames, place),
  run({ AlarmNames }, { place }) {
    const { alarms } = place.cloudwatch;
    const missing = AlarmNames.filter((name) => !alarms.all.has(name));
    if (missing.length > 0) throw new AwsError('ResourceNotFound', `Alarms ${missing.join(', ')} do not exist`, { status: 404 });
    for (const name of AlarmNames) {
      const held = alarms.rules.parentsOf(name).filter((parent) => !AlarmNames.includes(parent));
      if (held.length > 0) throw invalid(`Alarm ${name} is in the rule of the composite alarms ${held.join(', ')}`);
    }
    for (const name of AlarmNames) alarms.delete(name);
  },
};
