import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AwsPlace } from '../../emulator/cloud.ts';
import type { DeploymentOptions, Stack } from '../../emulator/cloudformation/deploy.ts';
import type { Template } from '../../emulator/cloudformation/template.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import type { Image } from '../../emulator/services/ecs/state.ts';
import { NodeProgram } from './node-program.ts';
import { artifacts, cache, projectFolder } from './packaged.ts';

const image = 'hsm-users:local';
const program = join(projectFolder, 'dist/hsm-users/index.mjs');
/** What it does, in a file beside it. */
const library = join(projectFolder, 'dist/hsm-users/run-task.mjs');
/** Where Node finds what V8 has made of it before. */
const compileCache = join(cache, 'compiled');
const entrypoint = ['env', `NODE_COMPILE_CACHE=${compileCache}`, process.execPath, program];

/** Has it run the emulated programs without a process for each. */
const client = fileURLToPath(new URL('../../emulator/services/data-plane/client/in-process.mjs', import.meta.url));

/** That of all emulators of this process. */
const task = new NodeProgram(program, [client, library], compileCache);

/** By the name of the task's image: its program, as the last packaging has made it. */
export const taskImage: Record<string, Image> = {
  [image]: { entrypoint, start: (command, options) => task.start(command.slice(entrypoint.length), options) },
};

/** Has the task's first run start at once. */
export function warmUpTasks(): void {
  task.warmUp();
}

/**
 * Deploys the packaged template to a local AWS, as an operator would: with the hardware roots that this AWS's hardware leads to,
 * and an image of the task that is its program, run on this machine.
 *
 * @param parameters of the stack that differ
 * @param place the account and region; the emulator's own by default
 */
export async function deployLocally(
  emulator: Emulator,
  template: Template,
  stage = 'dev',
  parameters: Record<string, string> = {},
  place: AwsPlace = emulator.home,
): Promise<Stack> {
  const { aws, manufacturer } = place.cloudhsmv2.hardwareRoots();
  const wanted: DeploymentOptions = {
    template,
    artifacts,
    images: taskImage,
    stackName: `cloudhsm-lifecycle-${stage}`,
    parameters: {
      HsmUsersImage: image,
      AwsHardwareRoot: aws,
      AwsHardwareRootSha256: fingerprint(aws),
      ManufacturerHardwareRoot: manufacturer,
      ManufacturerHardwareRootSha256: fingerprint(manufacturer),
      ...parameters,
    },
  };
  place.lambda.warmUp();
  return emulator.deploy(wanted, place);
}

function fingerprint(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}
