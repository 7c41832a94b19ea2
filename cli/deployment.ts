import { GetFunctionConfigurationCommand, ResourceNotFoundException } from '@aws-sdk/client-lambda';
import { lambda } from '../core/aws/lambda.ts';
import { deployedStages, machinePrefix, notDeployed } from './deployed.ts';
import type { Target } from './target.ts';

/** The step that knows most of a deployment: where the record is, its quotas, hardware roots and image. */
const knowing = 'validate-request';

/**
 * Takes over the settings that a deployment gives its functions, so that what core does for a step it can do here, with the caller's
 * own credentials: read the record, look at the account.
 *
 * @throws CommandError NotDeployed
 */
export async function takeSettings(target: Target): Promise<void> {
  target.takeAsDefault();
  const FunctionName = `${machinePrefix(target.stage)}${knowing}`;
  try {
    const { Environment } = await lambda(target.place).send(new GetFunctionConfigurationCommand({ FunctionName }));
    Object.assign(process.env, Environment?.Variables);
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw notDeployed(target, `the function ${FunctionName}`, await deployedStages(target));
  }
}
