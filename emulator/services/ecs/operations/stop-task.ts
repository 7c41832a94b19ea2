import type { Operation } from '../../../service/service.ts';
import { invalid } from '../refusals.ts';
import { onTasks } from '../resources.ts';
import type { EcsPlace } from '../state.ts';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopTask.html */
export const stopTask: Operation<{ cluster?: string; task: string; reason?: string }, EcsPlace> = {
  resources: ({ cluster, task }, place) => onTasks({ cluster, tasks: [task] }, place),
  run(input, { place }) {
    const task = place.ecs.task(place.ecs.cluster(input.cluster).clusterArn, input.task);
    if (!task) throw invalid('The referenced task was not found.');
    const { shown } = task;
    if (shown.desiredStatus === 'RUNNING') {
      shown.desiredStatus = 'STOPPED';
      shown.stopCode = 'UserInitiated';
      shown.stoppedReason = input.reason ?? 'Task stopped by user';
      shown.stoppingAt = place.clock.date();
      task.stop();
    }
    return { task: shown };
  },
};
