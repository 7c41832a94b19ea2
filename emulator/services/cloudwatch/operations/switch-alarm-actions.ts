import type { Operation } from '../../../service/service.ts';
import { alarmsNamed } from '../resources.ts';
import type { CloudWatchPlace } from '../state.ts';

/** Alarms that do not exist are passed over. */
function switching(enabled: boolean): Operation<{ AlarmNames: string[] }, CloudWatchPlace> {
  return {
    resources: ({ AlarmNames }, place) => alarmsNamed(AlarmNames, place),
    run({ AlarmNames }, { place }) {
      for (const name of AlarmNames) {
        const alarm = place.cloudwatch.alarms.all.get(name);
        if (alarm) alarm.ActionsEnabled = enabled;
      }
    },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
export const enableAlarmActions = switching(true);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html */
export const disableAlarmActions = switching(false);
