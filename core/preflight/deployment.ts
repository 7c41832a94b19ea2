import { setting } from '../aws/setting.ts';
import type { Environment } from '../environment/environment.ts';
import { LifecycleError } from '../errors/lifecycle-error.ts';
import { hardwareRoots } from '../pki/hardware-roots.ts';
import type { Facts } from './facts.ts';
import { type Findings, nothing, refused, together } from './findings.ts';

/**
 * A stack can be deployed before its hardware roots and its image are there: their parameters then say so. The roots are needed until the
 * cluster is initialized, the image in every run.
 */
export async function checkDeployment(environment: Environment, { own }: Facts): Promise<Findings> {
  return together([checkImage(), own?.certificates.cluster || environment.cluster ? nothing : await checkHardwareRoots()]);
}

export function checkImage(): Findings {
  if (setting('HSM_USERS_IMAGE') !== 'missing') return nothing;
  const problem = 'the stack was deployed without the image of the task that sets up users';
  const remedy = 'publish it with `npm run publish-image` and deploy the stack again';
  return refused({ path: 'deployment.HsmUsersImage', problem, remedy });
}

async function checkHardwareRoots(): Promise<Findings> {
  try {
    await hardwareRoots();
    return nothing;
  } catch (error) {
    if (!(error instanceof LifecycleError)) throw error;
    const { to, problem, remedy } = error.details;
    return refused({ path: 'deployment.hardwareRoots', problem: `${to}: ${problem}`, remedy });
  }
}
