import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Credentials } from '../iam/activities.ts';
import type { World } from '../world.ts';
import type { TaskRecord } from './task.ts';
import type { KeyValue } from './task-definition.ts';

/** Nobody listens there. */
const nowhere = 'http://127.0.0.1:9';

/**
 * A container's environment: its own variables, what Fargate adds, and what stands for the image on this machine: PATH with the
 * emulated CloudHSM programs, HOME, TMPDIR, and HSM_EMULATOR_ETC, which holds those programs' configuration, in a folder of the task's
 * own. Creates the folders. Where the task's network has no way to Secrets Manager, its SDKs find nobody there.
 */
export function containerEnvironment(
  world: World,
  task: TaskRecord,
  variables: KeyValue[],
  credentials: Credentials | undefined,
): { environment: Record<string, string>; folder: string } {
  const folder = folderOf(world, task);
  const [home, etc, temporary] = [join(folder, 'home'), join(folder, 'etc'), join(folder, 'tmp')];
  for (const path of [home, etc, temporary]) mkdirSync(path, { recursive: true });
  const path = [join(world.folder, 'bin'), dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
  const role: Record<string, string> = credentials
    ? {
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
      }
    : {};
  const { subnetIds, securityGroupIds } = task.network;
  const cut = world.ec2.unreachable(subnetIds, securityGroupIds, ['secretsmanager']).length > 0;
  const environment = {
    PATH: path,
    HOME: home,
    TMPDIR: temporary,
    HSM_EMULATOR_ETC: etc,
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    AWS_REGION: world.region,
    AWS_DEFAULT_REGION: world.region,
    AWS_ENDPOINT_URL: world.url,
    ...(cut ? { AWS_ENDPOINT_URL_SECRETS_MANAGER: nowhere } : {}),
    ...role,
    ...Object.fromEntries(variables.map(({ name, value }) => [name, value])),
  };
  return { environment, folder: home };
}

/** A stopped task leaves no files behind. */
export function removeFiles(world: World, task: TaskRecord): void {
  rmSync(folderOf(world, task), { recursive: true, force: true, maxRetries: 3 });
}

function folderOf(world: World, task: TaskRecord): string {
  return join(world.folder, 'tasks', task.id);
}
