import { AwsError } from '../../../kernel/aws-error.ts';
import { deferred } from '../../../kernel/deferred.ts';
import type { Operation } from '../../../service/service.ts';
import { invalid } from '../refusals.ts';
import { onDefinition } from '../resources.ts';
import { forgetStopped } from '../retention.ts';
import type { EcsPlace } from '../state.ts';
import type { Tag, Task, TaskOverrides, TaskRecord } from '../task.ts';
import { rolesOf } from '../task.ts';
import { findTaskDefinition, type TaskDefinition } from '../task-definition.ts';
import { takeTaskFate } from '../task-fates.ts';
import { live } from '../task-life.ts';
import { type NetworkConfiguration, networksOf, type TaskNetwork } from '../task-network.ts';

interface RunTaskInput {
  cluster?: string;
  taskDefinition: string;
  count?: number;
  clientToken?: string;
  group?: string;
  launchType?: string;
  platformVersion?: string;
  startedBy?: string;
  enableExecuteCommand?: boolean;
  tags?: Tag[];
  overrides?: TaskOverrides;
  networkConfiguration?: { awsvpcConfiguration?: NetworkConfiguration };
}

/** Characters of the overrides as JSON, its formatting included. */
const longestOverrides = 8192;

/** Members that change where or how a task runs in ways that are not emulated. `enableExecuteCommand` has no effect. */
const refused = ['capacityProviderStrategy', 'placementConstraints', 'placementStrategy', 'volumeConfigurations'];
const refusedOfTask = ['ephemeralStorage', 'inferenceAcceleratorOverrides'];
const refusedOfContainers = ['environmentFiles', 'resourceRequirements'];

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const runTask: Operation<RunTaskInput, EcsPlace> = {
  refuses: ['enableECSManagedTags', 'propagateTags', 'referenceId'],
  resources: onDefinition,
  passes: ({ taskDefinition, overrides = {} }, place) => {
    const definition = findTaskDefinition(place.ecs.taskDefinitions, taskDefinition);
    const { taskRole, executionRole } = definition ? rolesOf(definition, overrides) : {};
    return { roleArns: [taskRole, executionRole].filter((arn) => arn !== undefined), to: 'ecs-tasks.amazonaws.com' };
  },
  run(input, { place }) {
    const { clusterArn, clusterName } = place.ecs.cluster(input.cluster);
    forgetStopped(place.ecs, place.clock.now());
    const token = input.clientToken && `${clusterName} ${input.clientToken}`;
    const earlier = token ? place.ecs.clientTokens.get(token) : undefined;
    if (earlier) return { tasks: earlier, failures: [] };
    check(input);
    const definition = findTaskDefinition(place.ecs.taskDefinitions, input.taskDefinition);
    if (!definition) throw new AwsError('ClientException', 'TaskDefinition not found.');
    if (definition.status !== 'ACTIVE') throw new AwsError('ClientException', 'TaskDefinition is inactive');
    for (const { name } of input.overrides?.containerOverrides ?? []) {
      if (!definition.containerDefinitions.some((container) => container.name === name))
        throw invalid(`Override for container named ${name} is not a container in the TaskDefinition.`);
    }
    const failures = takeTaskFate(place.ecs.fates);
    if (failures) return { tasks: [], failures };
    const arns = Array.from({ length: input.count ?? 1 }, () => {
      const id = place.random.hex(32, 'task', clusterName, place.ecs.started++);
      return place.arn('ecs', `task/${clusterName}/${id}`);
    });
    const networks = networksOf(place, input.networkConfiguration!.awsvpcConfiguration!, arns);
    const tasks = arns.map((taskArn, index) => start(place, input, definition, { taskArn, clusterArn, network: networks[index]! }));
    if (token) place.ecs.clientTokens.set(token, tasks);
    return { tasks, failures: [] };
  },
};

function check(input: RunTaskInput): void {
  checkMembers(input, refused);
  checkMembers(input.overrides ?? {}, refusedOfTask);
  for (const override of input.overrides?.containerOverrides ?? []) checkMembers(override, refusedOfContainers);
  if (input.launchType && input.launchType !== 'FARGATE') throw invalid(`the launch type ${input.launchType} is not emulated`);
  if ((input.count ?? 1) < 1 || (input.count ?? 1) > 10) throw invalid('count must be between 1 and 10');
  if (input.overrides && JSON.stringify(input.overrides).length > longestOverrides)
    throw invalid(`Container Overrides length must be at most ${longestOverrides}`);
  const subnets = input.networkConfiguration?.awsvpcConfiguration?.subnets;
  if (!subnets) throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  if (subnets.length === 0) throw invalid('subnets can not be empty.');
}

function checkMembers(given: object, unread: string[]): void {
  const member = unread.find((name) => (given as Record<string, unknown>)[name] !== undefined);
  if (member) throw invalid(`${member} is not emulated`);
}

function start(
  place: EcsPlace,
  input: RunTaskInput,
  definition: TaskDefinition,
  { taskArn, clusterArn, network }: { taskArn: string; clusterArn: string; network: TaskNetwork },
): Task {
  const [, clusterName, id] = taskArn.split('/') as [string, string, string];
  const attachmentId = place.random.uuid('attachment', id);
  const networkInterfaces = [{ attachmentId, privateIpv4Address: network.ip }];
  const shown: Task = {
    taskArn,
    taskDefinitionArn: definition.taskDefinitionArn,
    clusterArn,
    group: input.group ?? `family:${definition.family}`,
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    platformFamily: 'Linux',
    availabilityZone: network.availabilityZone,
    cpu: input.overrides?.cpu ?? definition.cpu,
    memory: input.overrides?.memory ?? definition.memory,
    lastStatus: 'PROVISIONING',
    desiredStatus: 'RUNNING',
    healthStatus: 'UNKNOWN',
    enableExecuteCommand: input.enableExecuteCommand ?? false,
    startedBy: input.startedBy,
    overrides: { containerOverrides: [], ...input.overrides },
    attachments: [{ id: attachmentId, type: 'ElasticNetworkInterface', status: 'ATTACHED', details: network.details }],
    containers: definition.containerDefinitions.map(({ name, image }) => ({
      containerArn: place.arn('ecs', `container/${clusterName}/${id}/${place.random.uuid('container', id, name)}`),
      taskArn,
      name,
      image,
      lastStatus: 'PENDING',
      healthStatus: 'UNKNOWN',
      networkInterfaces,
    })),
    tags: input.tags ?? [],
    version: 1,
    createdAt: place.clock.date(),
  };
  const stopping = deferred<void>();
  const stopped = deferred<Task>();
  const record: TaskRecord = { id, shown, definition, network, stop: () => stopping.resolve(), stopped: stopped.promise };
  place.ecs.tasks.set(taskArn, record);
  stopped.resolve(live(place, record, stopping.promise));
  return structuredClone(shown);
}
