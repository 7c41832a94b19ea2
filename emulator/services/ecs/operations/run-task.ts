import { AwsError } from '../../../kernel/aws-error.ts';
import { deferred } from '../../../kernel/deferred.ts';
import type { Operation } from '../../../service/service.ts';
import { onDefinition } from '../resources.ts';
import { forgetStopped } from '../retention.ts';
import type { EcsPlace } from '../state.ts';
import type { Tag, Task, TaskOverrides, TaskRecord } from '../task.ts';
import { rolesOf } from '../task.ts';
import { findTaskDefinition, type TaskDefinition } from '../task-definition.ts';
import { live } from '../task-life.ts';

export interface RunTaskInput {
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
  networkConfiguration?: { awsvpcConfiguration?: { subnets: string[]; securityGroups?: string[]; assignPublicIp?: string } };
}

/** Characters of the overrides as JSON, its formatting included. */
const longestOverrides = 8192;

/** Members that change where or how a task runs in ways that are not emulated. `enableExecuteCommand` has no effect. */
const refused = ['capacityProviderStrategy', 'placementConstraints', 'placementStrategy', 'volumeConfigurations'];

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
    const tasks = Array.from({ length: input.count ?? 1 }, () => start(place, input, definition, clusterArn, clusterName));
    if (token) place.ecs.clientTokens.set(token, tasks);
    return { tasks, failures: [] };
  },
};

function check(input: RunTaskInput): void {
  for (const member of refused)
    if ((input as unknown as Record<string, unknown>)[member] !== undefined) throw invalid(`${member} is not emulated`);
  if (input.launchType && input.launchType !== 'FARGATE') throw invalid(`the launch type ${input.launchType} is not emulated`);
  if ((input.count ?? 1) < 1 || (input.count ?? 1) > 10) throw invalid('count must be between 1 and 10');
  if (input.overrides && JSON.stringify(input.overrides).length > longestOverrides)
    throw invalid(`Container Overrides length must be at most ${longestOverrides}`);
  const subnets = input.networkConfiguration?.awsvpcConfiguration?.subnets;
  if (!subnets) throw invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  if (subnets.length === 0) throw invalid('subnets can not be empty.');
}

function start(place: EcsPlace, input: RunTaskInput, definition: TaskDefinition, clusterArn: string, clusterName: string): Task {
  const { ecs } = place;
  const id = place.random.hex(32, 'task', clusterName, ecs.started++);
  const taskArn = place.arn('ecs', `task/${clusterName}/${id}`);
  const network = networkOf(place, input, taskArn);
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
  ecs.tasks.set(taskArn, record);
  stopped.resolve(live(place, record, stopping.promise));
  return structuredClone(shown);
}

function networkOf(place: EcsPlace, input: RunTaskInput, taskArn: string) {
  const { subnets: subnetIds, securityGroups: securityGroupIds = [] } = input.networkConfiguration!.awsvpcConfiguration!;
  const subnetId = subnetIds[0]!;
  try {
    for (const id of subnetIds) if (!place.ec2.subnet(id)) throw missing('subnet', id);
    for (const id of securityGroupIds) {
      const group = place.ec2.securityGroup(id);
      if (!group) throw missing('security group', id);
      // the sentence of https://github.com/hashicorp/waypoint/issues/4629
      if (group.vpcId !== place.ec2.subnet(subnetId)!.vpcId)
        throw invalid(`Security group ${id} does not appear to belong to the same VPC as the input subnets.`);
    }
    const { eniId, ip } = place.ec2.createNetworkInterface({ subnetId, groupIds: securityGroupIds, description: taskArn });
    const details = [
      { name: 'subnetId', value: subnetId },
      { name: 'networkInterfaceId', value: eniId },
      { name: 'privateIPv4Address', value: ip },
    ];
    return { subnetIds: [subnetId], securityGroupIds, eniId, ip, details, availabilityZone: place.ec2.subnet(subnetId)!.availabilityZone };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'InvalidParameterException') throw error;
    throw invalid(`${error.message} (ErrorCode: ${error.code})`);
  }
}

function missing(what: 'subnet' | 'security group', id: string): AwsError {
  const code = what === 'subnet' ? 'InvalidSubnetID.NotFound' : 'InvalidGroup.NotFound';
  const name = what === 'subnet' ? 'subnet ID' : 'security group';
  return invalid(`Error retrieving ${what} information for [${id}]: The ${name} '${id}' does not exist (ErrorCode: ${code})`);
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
