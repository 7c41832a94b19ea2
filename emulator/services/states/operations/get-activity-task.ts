import type { Operation } from '../../../service/service.ts';
import type { Activity } from '../activity.ts';
import type { StatesPlace } from '../state.ts';

/** How long it waits for a task (API reference, "GetActivityTask"). */
const pollMilliseconds = 60_000;

/** A task for a worker, which is waited for in virtual time; nothing where none comes. @throws AwsError InvalidArn, ActivityDoesNotExist */
export const getActivityTask: Operation<{ activityArn: string; workerName?: string }, StatesPlace> = {
  resources: ({ activityArn }) => [activityArn],
  async run({ activityArn, workerName }, { place, park }) {
    const activity = place.states.activities.existing(activityArn);
    const until = place.clock.now() + pollMilliseconds;
    for (;;) {
      const task = activity.take();
      if (task) return { taskToken: task.start(workerName), input: task.input };
      if (place.clock.now() >= until) return {};
      await park(taskOrEnd(place, activity, until));
    }
  },
};

function taskOrEnd({ clock }: StatesPlace, activity: Activity, until: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      timer.cancel();
      forget();
      resolve();
    };
    const timer = clock.at('drive', until, `a poll of ${activity.name}`, end);
    const forget = activity.onTask(end);
  });
}
