import type { Operation } from '../../../service/service.ts';
import { onTasks } from '../resources.ts';
import type { EcsPlace } from '../state.ts';

interface DescribeTasksInput {
  cluster?: string;
  /** Ids or ARNs. */
  tasks: string[];
  include?: string[];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html; a stopped task stays until one is started an hour later, or more. */
export const describeTasks: Operation<DescribeTasksInput, EcsPlace> = {
  resources: onTasks,
  run(input, { place }) {
    const { clusterArn, clusterName } = place.ecs.cluster(input.cluster);
    const found = input.tasks.map((reference) => ({ reference, task: place.ecs.task(clusterArn, reference) }));
    return {
      tasks: found.flatMap(({ task }) => (task ? [{ ...task.shown, tags: input.include?.includes('TAGS') ? task.shown.tags : [] }] : [])),
      failures: found
        .filter(({ task }) => !task)
        .map(({ reference }) => ({ arn: place.arn('ecs', `task/${clusterName}/${reference.split('/').at(-1)}`), reason: 'MISSING' })),
    };
  },
};
