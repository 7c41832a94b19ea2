import type { Service } from '../../service/service.ts';
import { describeClusters } from './operations/describe-clusters.ts';
import { describeTaskDefinition } from './operations/describe-task-definition.ts';
import { describeTasks } from './operations/describe-tasks.ts';
import { listClusters } from './operations/list-clusters.ts';
import { listTasks } from './operations/list-tasks.ts';
import { type RunTaskInput, runTask } from './operations/run-task.ts';
import { stopTask } from './operations/stop-task.ts';
import type { EcsPlace } from './state.ts';
import { rolesOf } from './task.ts';
import { findTaskDefinition } from './task-definition.ts';

const last = (reference: string) => reference.split('/').at(-1)!;

const taskArns = ({ cluster = 'default', task, tasks = [] }: { cluster?: string; task?: string; tasks?: string[] }, place: EcsPlace) =>
  (task === undefined ? tasks : [task]).map((reference) => place.arn('ecs', `task/${last(cluster)}/${last(reference)}`));

const definitionArn = ({ taskDefinition }: { taskDefinition: string }, place: EcsPlace) => [
  findTaskDefinition(place.ecs.taskDefinitions, taskDefinition)?.taskDefinitionArn ??
    place.arn('ecs', `task-definition/${last(taskDefinition)}`),
];

export const ecs: Service<EcsPlace> = {
  model: 'ecs',
  iamPrefix: 'ecs',
  invalid: 'InvalidParameterException',
  operations: {
    DescribeClusters: describeClusters,
    DescribeTaskDefinition: describeTaskDefinition,
    DescribeTasks: describeTasks,
    ListClusters: listClusters,
    ListTasks: listTasks,
    RunTask: runTask,
    StopTask: stopTask,
  },
  resources: {
    DescribeClusters: ({ clusters = ['default'] }: { clusters?: string[] }, place) =>
      clusters.map((reference) => place.arn('ecs', `cluster/${last(reference)}`)),
    DescribeTasks: taskArns,
    RunTask: definitionArn,
    StopTask: taskArns,
  },
  passes: {
    RunTask: ({ taskDefinition, overrides = {} }: RunTaskInput, place) => {
      const definition = findTaskDefinition(place.ecs.taskDefinitions, taskDefinition);
      const { taskRole, executionRole } = definition ? rolesOf(definition, overrides) : {};
      return { roleArns: [taskRole, executionRole].filter((arn) => arn !== undefined), to: 'ecs-tasks.amazonaws.com' };
    },
  },
};
