import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../../emulator/emulator.ts';
import type { NewTaskDefinition } from '../../../emulator/services/ecs/task-definition.ts';
import { localAws, request } from '../../local-aws.ts';

export const image = '123456789012.dkr.ecr.us-east-1.amazonaws.com/hsm-users:1';
export const subnet = 'subnet-0a1b2c3d';
export const securityGroup = 'sg-0a1b2c3d4e5f60718';

/** A local AWS with a cluster, and an image whose entrypoint is this script. */
export async function ecsAws(
  script: string,
  definition: Partial<NewTaskDefinition> = {},
  options: EmulatorOptions = {},
): Promise<Emulator> {
  const emulator = await localAws(options);
  const { ecs, logs, folder } = emulator.home;
  onTestFinished(() => ecs.close());
  const file = join(folder, 'entrypoint.mjs');
  writeFileSync(file, script);
  ecs.images.set(image, { entrypoint: [process.execPath, file] });
  ecs.createCluster('tasks');
  logs.createGroup('/ecs/hsm-users');
  ecs.registerTaskDefinition({
    family: 'hsm-users',
    cpu: 256,
    memory: 512,
    networkMode: 'awsvpc',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    taskRoleArn: 'arn:aws:iam::123456789012:role/task',
    containers: [
      {
        name: 'users',
        image,
        environment: { MODE: 'check' },
        logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/ecs/hsm-users', 'awslogs-stream-prefix': 'run' } },
      },
    ],
    ...definition,
  });
  return emulator;
}

export const call = (emulator: Emulator, operation: string, input: object = {}) =>
  request(emulator, 'ecs', operation, { cluster: 'tasks', ...input });

/** Starts the task by the API and returns its description there and then. */
export async function runTask(emulator: Emulator, rest: object = {}): Promise<any> {
  const { tasks, failures } = await call(emulator, 'RunTask', {
    taskDefinition: 'hsm-users',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: [subnet], securityGroups: [securityGroup] } },
    ...rest,
  });
  if (failures.length > 0) throw new Error(JSON.stringify(failures));
  return tasks[0];
}

/** Runs a task to its end. */
export async function finished(emulator: Emulator, rest: object = {}) {
  const { taskArn } = await runTask(emulator, rest);
  return emulator.home.ecs.waitForTask(taskArn);
}

export function printed(emulator: Emulator): string[] {
  const streams = [...emulator.home.logs.groups.get('/ecs/hsm-users')!.streams.values()];
  return streams.flatMap(({ events }) => events.map(({ message }) => message));
}
