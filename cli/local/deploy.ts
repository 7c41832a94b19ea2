import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import type { AwsPlace } from '../../emulator/cloud.ts';
import type { Stack } from '../../emulator/cloudformation/deploy.ts';
import type { Template } from '../../emulator/cloudformation/template.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { artifacts, cache, projectFolder } from './packaged.ts';

const image = 'hsm-users:local';
/** The task's program; Node finds what V8 has made of it before. */
const entrypoint = [
  'env',
  `NODE_COMPILE_CACHE=${join(cache, 'compiled')}`,
  process.execPath,
  join(projectFolder, 'dist/hsm-users/index.mjs'),
];

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
  const wanted = {
    template,
    artifacts,
    images: { [image]: { entrypoint } },
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
