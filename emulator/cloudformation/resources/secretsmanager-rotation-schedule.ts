import { deployer } from '../deployer.ts';
import { flag, number, required, structure, text } from '../properties.ts';
import type { Deployment, ResourceType } from '../resource-type.ts';

export const rotationSchedule: ResourceType = {
  type: 'AWS::SecretsManager::RotationSchedule',
  fixed: ['SecretId'],
  attributes: ['Id'],
  properties: {
    SecretId: required(text),
    RotationLambdaARN: required(text),
    RotationRules: structure({ AutomaticallyAfterDays: number, ScheduleExpression: text, Duration: text }),
    RotateImmediatelyOnUpdate: flag,
  },
  async create(properties, deployment) {
    const arn = await rotate(properties, deployment);
    return { physicalId: arn, attributes: { Id: arn } };
  },
  async update(properties, _, deployment) {
    await rotate(properties, deployment);
    return undefined;
  },
  async delete({ properties: { SecretId } }, place) {
    await place.call('secretsmanager', 'CancelRotateSecret', { SecretId }, deployer(place));
  },
};

/** @returns the ARN of the secret */
async function rotate({ RotateImmediatelyOnUpdate, ...given }: Record<string, unknown>, deployment: Deployment): Promise<string> {
  const { place, stackName, logicalId } = deployment;
  const ClientRequestToken = place.random.uuid('rotation of a stack', stackName, logicalId, place.clock.now());
  const input = { ...given, ClientRequestToken, RotateImmediately: RotateImmediatelyOnUpdate };
  const { ARN } = (await place.call('secretsmanager', 'RotateSecret', input, deployer(place))) as { ARN: string };
  return ARN;
}
