import { DeploymentError } from '../../../emulator/cloudformation/deploy.ts';
import { readTemplate } from '../../../emulator/cloudformation/read-template.ts';
import type { Emulator } from '../../../emulator/emulator.ts';
import type { Answered, Json } from './wire.ts';

/**
 * A template deployed, as CloudFormation has no API here: Outputs, and Resources with their physical ids. A refusal has this project's
 * words.
 */
export async function createStack(aws: Emulator, { StackName, TemplateBody, Parameters }: Json): Promise<Answered> {
  const options = {
    template: readTemplate(String(TemplateBody)),
    stackName: String(StackName),
    parameters: (Parameters ?? {}) as Record<string, string>,
    artifacts: '/nowhere',
  };
  try {
    const { outputs, resources } = await aws.deploy(options);
    const ids = Object.entries(resources).map(([logicalId, { physicalId }]) => [logicalId, physicalId]);
    return { kind: 'output', members: { Outputs: outputs, Resources: Object.fromEntries(ids) } };
  } catch (error) {
    if (!(error instanceof DeploymentError)) throw error;
    return { kind: 'error', members: { problems: error.problems } };
  }
}
