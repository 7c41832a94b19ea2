import { deployer } from '../deployer.ts';
import { flag, number, required, structure, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const rotationSchedule: ResourceType = {
  type: 'AWS::SecretsManager::RotationSchedule',
  attributes: ['Id'],
  properties: {
    SecretId: required(text),
    RotationLambdaARN: required(text),
    RotationRules: structure({ AutomaticallyAfterDays: number, ScheduleExpression: text, Duration: text }),
    RotateImmediatelyOnUpdate: flag,
  },
  async create({ RotateImmediatelyOnUpdate, ...given }, { place, stackName, logicalId }) {
    const ClientRequestToken = place.random.uuid('rotation of a stack', stackName, logicalId);
    const input = { ...given, ClientRequestToken, RotateImmediately: RotateImmediatelyOnUpdate };
    const { ARN } = (await place.call('secretsmanager', 'RotateSecret', input, deployer(place))) as { ARN: string };
    return { physicalId: ARN, attributes: { Id: ARN } };
  },
};
