import { tagMap, withChangedTags } from '../changed-tags.ts';
import { flag, inert, matching, oneOf, required, structure, structures, tags, text, textMap, texts } from '../properties.ts';
import { ResourceError, type ResourceType } from '../resource-type.ts';

const process = 'a container is a process of this machine';

const container = {
  Name: required(text),
  Image: required(text),
  Command: texts,
  EntryPoint: texts,
  Environment: structures({ Name: required(text), Value: required(text) }),
  LogConfiguration: structure({ LogDriver: required(oneOf('awslogs')), Options: textMap }),
  Essential: flag,
  Secrets: structures({ Name: required(text), ValueFrom: required(text) }),
  LinuxParameters: inert(process),
  ReadonlyRootFilesystem: inert(process),
  User: inert(process),
};

export const taskDefinition: ResourceType = {
  type: 'AWS::ECS::TaskDefinition',
  fixed: [
    ...['Family', 'Cpu', 'Memory', 'NetworkMode', 'RequiresCompatibilities', 'ExecutionRoleArn', 'TaskRoleArn', 'ContainerDefinitions'],
    ...['RuntimePlatform', 'EphemeralStorage'],
  ],
  attributes: ['TaskDefinitionArn'],
  properties: {
    Family: matching(/^[a-zA-Z0-9_-]{1,255}$/),
    Cpu: required(text),
    Memory: required(text),
    NetworkMode: required(oneOf('awsvpc')),
    RequiresCompatibilities: required(texts),
    ExecutionRoleArn: text,
    TaskRoleArn: text,
    ContainerDefinitions: required(structures(container)),
    RuntimePlatform: inert(process),
    EphemeralStorage: inert(process),
    Tags: tags,
  },
  create(properties, { place, generatedName }) {
    const { ContainerDefinitions, ExecutionRoleArn, TaskRoleArn, RequiresCompatibilities } = properties;
    if (RequiresCompatibilities.join() !== 'FARGATE') throw new ResourceError('property RequiresCompatibilities must be [FARGATE]');
    for (const roleArn of [ExecutionRoleArn, TaskRoleArn]) {
      if (roleArn && !place.iam.assumable(roleArn, 'ecs-tasks.amazonaws.com', place.arn('ecs', 'task/*'))) {
        throw new ResourceError(`ECS was unable to assume the role '${roleArn}': its trust policy does not let ecs-tasks.amazonaws.com in`);
      }
    }
    const family = properties.Family ?? generatedName(255);
    const arn = place.ecs.registerTaskDefinition({
      family,
      cpu: properties.Cpu,
      memory: properties.Memory,
      networkMode: properties.NetworkMode,
      executionRoleArn: ExecutionRoleArn,
      taskRoleArn: TaskRoleArn,
      containers: ContainerDefinitions.map(containerOf),
    });
    place.ecs.taskDefinitionTags.set(arn, tagMap(properties.Tags));
    return { physicalId: arn, arn, attributes: { TaskDefinitionArn: arn } };
  },
  update({ Tags }, { physicalId, properties: before }, { place }) {
    const held = place.ecs.taskDefinitionTags.get(physicalId) ?? {};
    place.ecs.taskDefinitionTags.set(physicalId, withChangedTags(held, before.Tags, Tags));
    return undefined; // of what may change, only tags are left
  },
  delete({ physicalId }, { ecs }) {
    ecs.deregisterTaskDefinition(physicalId);
  },
};

// biome-ignore lint/suspicious/noExplicitAny: checked by the table above
function containerOf({ Name, Image, Essential, Command, EntryPoint, Environment, Secrets, LogConfiguration }: any) {
  return {
    name: Name,
    image: Image,
    essential: Essential,
    command: Command,
    entryPoint: EntryPoint,
    environment: Environment?.map((variable: { Name: string; Value: string }) => ({ name: variable.Name, value: variable.Value })),
    secrets: Secrets?.map((secret: { Name: string; ValueFrom: string }) => ({ name: secret.Name, valueFrom: secret.ValueFrom })),
    logConfiguration: LogConfiguration && { logDriver: LogConfiguration.LogDriver, options: LogConfiguration.Options },
  };
}
