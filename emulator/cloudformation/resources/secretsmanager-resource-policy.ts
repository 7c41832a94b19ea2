import { deployer } from '../deployer.ts';
import { document, flag, required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const secretPolicy: ResourceType = {
  type: 'AWS::SecretsManager::ResourcePolicy',
  fixed: ['SecretId'],
  attributes: ['Id'],
  properties: { SecretId: required(text), ResourcePolicy: required(document), BlockPublicPolicy: flag },
  async create({ ResourcePolicy, ...given }, { place }) {
    const input = { ...given, ResourcePolicy: JSON.stringify(ResourcePolicy) };
    const { ARN } = (await place.call('secretsmanager', 'PutResourcePolicy', input, deployer(place))) as { ARN: string };
    return { physicalId: ARN, attributes: { Id: ARN } };
  },
  async update({ ResourcePolicy, ...given }, _, { place }) {
    await place.call('secretsmanager', 'PutResourcePolicy', { ...given, ResourcePolicy: JSON.stringify(ResourcePolicy) }, deployer(place));
    return undefined;
  },
  async delete({ properties: { SecretId } }, place) {
    await place.call('secretsmanager', 'DeleteResourcePolicy', { SecretId }, deployer(place));
  },
};
