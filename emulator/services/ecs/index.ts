import type { Service } from '../../service/service.ts';
import { describeClusters } from './operations/describe-clusters.ts';
import { describeTaskDefinition } from './operations/describe-task-definition.ts';
import { describeTasks } from './operations/describe-tasks.ts';
import { listClusters } from './operations/list-clusters.ts';
import { listTaskDefinitionFamilies, listTaskDefinitions } from './operations/list-task-definitions.ts';
import { listTasks } from './operations/list-tasks.ts';
import { runTask } from './operations/run-task.ts';
import { stopTask } from './operations/stop-task.ts';
import { requestContext } from './request-context.ts';
import type { EcsPlace } from './state.ts';

export const ecs: Service<EcsPlace> = {
  model: 'ecs',
  iamPrefix: 'ecs',
  invalid: 'InvalidParameterException',
  operations: {
    DescribeClusters: describeClusters,
    DescribeTaskDefinition: describeTaskDefinition,
    DescribeTasks: describeTasks,
    ListClusters: listClusters,
    ListTaskDefinitionFamilies: listTaskDefinitionFamilies,
    ListTaskDefinitions: listTaskDefinitions,
    ListTasks: listTasks,
    RunTask: runTask,
    StopTask: stopTask,
  },
  context: requestContext,
};
