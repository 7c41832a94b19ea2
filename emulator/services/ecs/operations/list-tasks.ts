import type { Operation } from '../../../service/service.ts';
import { page } from '../page.ts';
import { invalid } from '../refusals.ts';
import type { EcsPlace } from '../state.ts';

interface ListTasksInput {
  cluster?: string;
  family?: string;
  startedBy?: string;
  desiredStatus?: 'RUNNING' | 'PENDING' | 'STOPPED';
  launchType?: string;
  serviceName?: string;
  containerInstance?: string;
  maxResults?: number;
  nextToken?: string;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html */
export const listTasks: Operation<ListTasksInput, EcsPlace> = {
  refuses: ['daemonName'],
  run(input, { place }) {
    const { clusterArn } = place.ecs.cluster(input.cluster);
    for (const member of ['serviceName', 'containerInstance'] as const)
      if (input[member] !== undefined) throw invalid(`${member} is not emulated`);
    const arns = [...place.ecs.tasks.values()]
      .filter(({ shown }) => shown.clusterArn === clusterArn && shown.desiredStatus === (input.desiredStatus ?? 'RUNNING'))
      .filter(({ definition }) => input.family === undefined || definition.family === input.family)
      .filter(({ shown }) => input.startedBy === undefined || shown.startedBy === input.startedBy)
      .filter(({ shown }) => input.launchType === undefined || shown.launchType === input.launchType)
      .map(({ shown }) => shown.taskArn);
    const { items, nextToken } = page(arns, 'ListTasks', input);
    return { taskArns: items, nextToken };
  },
};
