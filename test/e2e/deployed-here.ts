import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from '../../cli/local/packaged.ts';
import { type Deployment, type DeploymentOptions, deploy } from '../workflow/deployment.ts';
import type { EnvironmentFile } from '../workflow/environment-file.ts';
import { project } from './command.ts';

/**
 * What `hsm emulator --deploy` runs, in this process, for tests of commands that speak to it: processes of `hsm emulator` and of
 * `hsm provision` take most of the time of such a test. `emulator.stop()` ends it.
 */
export function deployHere(options: DeploymentOptions = {}): Promise<Deployment> {
  return deploy({ cache, ...options });
}

/** An environment file of the examples. */
export function exampleFile(name: 'production' | 'testing'): EnvironmentFile {
  return JSON.parse(readFileSync(join(project, 'examples', `${name}.json`), 'utf8')) as EnvironmentFile;
}
