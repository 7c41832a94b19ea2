import { AwsError } from '../../kernel/aws-error.ts';
import type { Place } from '../../service/place.ts';

export interface KeyValue {
  name: string;
  value: string;
}

export interface ContainerDefinition {
  name: string;
  image: string;
  /** True by default. */
  essential?: boolean;
  environment?: KeyValue[];
  /** From Secrets Manager, by ARN, or `<arn>:<json key>:<version stage>:<version id>`. */
  secrets?: { name: string; valueFrom: string }[];
  entryPoint?: string[];
  command?: string[];
  logConfiguration?: { logDriver: string; options?: Record<string, string> };
}

export interface TaskDefinition {
  taskDefinitionArn: string;
  family: string;
  revision: number;
  status: 'ACTIVE' | 'INACTIVE';
  cpu: string;
  memory: string;
  networkMode: string;
  executionRoleArn?: string;
  taskRoleArn?: string;
  containerDefinitions: ContainerDefinition[];
  requiresCompatibilities: ['FARGATE'];
  compatibilities: ['EC2', 'FARGATE'];
  registeredAt: Date;
}

/** What a task definition is registered with. Environments may be plain records. */
export interface NewTaskDefinition {
  family: string;
  cpu: string | number;
  memory: string | number;
  networkMode: string;
  executionRoleArn?: string;
  taskRoleArn?: string;
  containers: (Omit<ContainerDefinition, 'environment'> & { environment?: Record<string, string> | KeyValue[] })[];
}

/**
 * Registers the next revision of a family, for Fargate, and returns its ARN.
 *
 * @throws AwsError ClientException for what Fargate does not run
 */
export function registerTaskDefinition(
  place: Place,
  registered: TaskDefinition[],
  { containers, cpu, memory, ...wanted }: NewTaskDefinition,
): string {
  const { family, networkMode, executionRoleArn } = wanted;
  const refuse = (message: string) => new AwsError('ClientException', message);
  if (networkMode !== 'awsvpc') throw refuse('Fargate only supports network mode ‘awsvpc’.');
  if (!executionRoleArn && containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs'))
    throw refuse('Fargate requires task definition to have execution role ARN to support log driver awslogs.');
  if (!executionRoleArn && containers.some(({ image }) => isEcr(image)))
    throw refuse('Fargate requires task definition to have execution role ARN to support ECR images.');
  if (!executionRoleArn && containers.some(({ secrets = [] }) => secrets.length > 0))
    throw refuse("When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
  const revision = registered.filter((other) => other.family === family).length + 1;
  const taskDefinitionArn = place.arn('ecs', `task-definition/${family}:${revision}`);
  const containerDefinitions = containers.map((container) => ({ ...container, environment: pairs(container.environment) }));
  registered.push({
    ...wanted,
    taskDefinitionArn,
    revision,
    status: 'ACTIVE',
    cpu: String(cpu),
    memory: String(memory),
    containerDefinitions,
    requiresCompatibilities: ['FARGATE'],
    compatibilities: ['EC2', 'FARGATE'],
    registeredAt: place.clock.date(),
  });
  return taskDefinitionArn;
}

/** @param reference family (its newest active revision), `family:revision` or ARN */
export function findTaskDefinition(registered: TaskDefinition[], reference: string): TaskDefinition | undefined {
  const [family, revision] = reference.split('/').at(-1)!.split(':');
  return registered.findLast(
    (one) => one.family === family && (revision === undefined ? one.status === 'ACTIVE' : one.revision === Number(revision)),
  );
}

/** An image in a private ECR repository, with the repository's name. */
export function isEcr(image: string): { repository: string } | undefined {
  const repository = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\/([^:@]+)/.exec(image)?.[1];
  return repository === undefined ? undefined : { repository };
}

function pairs(environment: Record<string, string> | KeyValue[] = []): KeyValue[] {
  return Array.isArray(environment) ? environment : Object.entries(environment).map(([name, value]) => ({ name, value }));
}
