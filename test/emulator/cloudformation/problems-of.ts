import { expect } from 'vitest';
import { DeploymentError } from '../../../emulator/cloudformation/deploy.ts';
import { localAws } from '../../local-aws.ts';

/** Why a template is refused. */
export async function problemsOf(template: object, parameters?: Record<string, string>): Promise<string[]> {
  const emulator = await localAws();
  const error = await emulator.deploy({ template: template as never, artifacts: '/nowhere', stackName: 'sample', parameters }).then(
    () => undefined,
    (refusal: unknown) => refusal,
  );
  expect(error).toBeInstanceOf(DeploymentError);
  return (error as DeploymentError).problems;
}
