import { mkdirSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Credentials } from '../../kernel/activities.ts';
import { installPrograms } from '../data-plane/programs.ts';
import type { EcsPlace } from './state.ts';
import type { TaskRecord } from './task.ts';
import type { KeyValue } from './task-definition.ts';

/**
 * A container's environment: its own variables, what Fargate adds, and what stands for the image on this machine: HOME, TMPDIR, and a
 * PATH with the emulated CloudHSM programs, which keep configuration and log in a folder of the task's own. Creates the folders.
 */
export function containerEnvironment(
  place: EcsPlace,
  task: TaskRecord,
  variables: KeyValue[],
  credentials: Credentials | undefined,
): { environment: Record<string, string>; folder: string } {
  const folder = folderOf(place, task);
  const [home, temporary, sdk] = [join(folder, 'home'), join(folder, 'tmp'), join(folder, 'cloudhsm')];
  for (const path of [home, temporary]) mkdirSync(path, { recursive: true });
  installPrograms(place, sdk);
  const path = [join(sdk, 'bin'), dirname(process.execPath), process.env.PATH ?? ''].join(delimiter);
  const role: Record<string, string> = credentials
    ? {
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken,
      }
    : {};
  const environment = {
    PATH: path,
    HOME: home,
    TMPDIR: temporary,
    AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
    AWS_REGION: place.region,
    AWS_DEFAULT_REGION: place.region,
    AWS_ENDPOINT_URL: place.url,
    ...role,
    ...Object.fromEntries(variables.map(({ name, value }) => [name, value])),
  };
  return { environment, folder: home };
}

/** A stopped task leaves no files behind. */
export function removeFiles(place: EcsPlace, task: TaskRecord): void {
  rmSync(folderOf(place, task), { recursive: true, force: true, maxRetries: 3 });
}

function folderOf(place: EcsPlace, task: TaskRecord): string {
  return join(place.folder, 'tasks', task.id);
}
