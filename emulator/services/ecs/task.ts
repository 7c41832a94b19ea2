import type { KeyValue, TaskDefinition } from './task-definition.ts';

export type TaskStatus = 'PROVISIONING' | 'PENDING' | 'RUNNING' | 'DEPROVISIONING' | 'STOPPED';

interface ContainerOverride {
  name?: string;
  command?: string[];
  environment?: KeyValue[];
}

export interface TaskOverrides {
  containerOverrides?: ContainerOverride[];
  taskRoleArn?: string;
  executionRoleArn?: string;
  cpu?: string;
  memory?: string;
}

export interface Tag {
  key: string;
  value: string;
}

interface Container {
  containerArn: string;
  taskArn: string;
  name: string;
  image: string;
  lastStatus: TaskStatus;
  exitCode?: number;
  reason?: string;
  runtimeId?: string;
  healthStatus: 'UNKNOWN';
  networkInterfaces: { attachmentId: string; privateIpv4Address: string }[];
}

/** A task as DescribeTasks shows it. */
export interface Task {
  taskArn: string;
  taskDefinitionArn: string;
  clusterArn: string;
  group: string;
  launchType: 'FARGATE';
  platformVersion: string;
  platformFamily: 'Linux';
  availabilityZone: string;
  cpu: string;
  memory: string;
  lastStatus: TaskStatus;
  desiredStatus: 'RUNNING' | 'STOPPED';
  healthStatus: 'UNKNOWN';
  connectivity?: 'CONNECTED';
  enableExecuteCommand: boolean;
  startedBy?: string;
  overrides: TaskOverrides;
  attachments: { id: string; type: 'ElasticNetworkInterface'; status: string; details: KeyValue[] }[];
  containers: Container[];
  tags: Tag[];
  version: number;
  createdAt: Date;
  pullStartedAt?: Date;
  pullStoppedAt?: Date;
  startedAt?: Date;
  stoppingAt?: Date;
  executionStoppedAt?: Date;
  stoppedAt?: Date;
  stopCode?: 'TaskFailedToStart' | 'EssentialContainerExited' | 'UserInitiated';
  stoppedReason?: string;
}

/** A task, with what its life needs beyond what is shown. */
export interface TaskRecord {
  readonly id: string;
  readonly shown: Task;
  readonly definition: TaskDefinition;
  readonly network: { subnetIds: string[]; securityGroupIds: string[]; eniId: string; ip: string };
  /** Ends its containers: SIGTERM, then SIGKILL. */
  stop: () => void;
  readonly stopped: Promise<Task>;
}

/** Roles of a task: overrides before the definition. */
export function rolesOf(
  definition: TaskDefinition,
  overrides: TaskOverrides,
): { taskRole: string | undefined; executionRole: string | undefined } {
  return {
    taskRole: overrides.taskRoleArn ?? definition.taskRoleArn,
    executionRole: overrides.executionRoleArn ?? definition.executionRoleArn,
  };
}
