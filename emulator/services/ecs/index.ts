import type { Service } from '../../service/service.ts';
import type { World } from '../../world.ts';
import { describeClusters } from './operations/describe-clusters.ts';
import { describeTaskDefinition } from './operations/describe-task-definition.ts';
import { describeTasks } from './operations/describe-tasks.ts';
import { listClusters } from './operations/list-clusters.ts';
import { listTasks } from './operations/list-tasks.ts';
import { type RunTaskInput, runTask } from './operations/run-task.ts';
import { stopTask } from './operations/stop-task.ts';
import { rolesOf } from './task.ts';
import { findTaskDefinition } from './task-definition.ts';

const last = (reference: string) => reference.split('/').at(-1)!;

const taskArns = ({ cluster = 'default', task, tasks = [] }: { cluster?: string; task?: string; tasks?: string[] }, world: World) =>
  (task === undefined ? tasks : [task]).map((reference) => world.arn('ecs', `task/${last(cluster)}/${last(reference)}`));

const definitionArn = ({ taskDefinition }: { taskDefinition: string }, world: World) => [
  findTaskDefinition(world, taskDefinition)?.taskDefinitionArn ?? world.arn('ecs', `task-definition/${last(taskDefinition)}`),
];

export const ecs: Service = {
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
    DescribeClusters: ({ clusters = ['default'] }: { clusters?: string[] }, world) =>
      clusters.map((reference) => world.arn('ecs', `cluster/${last(reference)}`)),
    DescribeTasks: taskArns,
    RunTask: definitionArn,
    StopTask: taskArns,
  },
  passes: {
    RunTask: ({ taskDefinition, overrides = {} }: RunTaskInput, world) => {
      const definition = findTaskDefinition(world, taskDefinition);
      const { taskRole, executionRole } = definition ? rolesOf(definition, overrides) : {};
      return { roleArns: [taskRole, executionRole].filter((arn) => arn !== undefined), to: 'ecs-tasks.amazonaws.com' };
    },
  },
};
