import { deployer } from '../deployer.ts';
import { required, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const alias: ResourceType = {
  type: 'AWS::KMS::Alias',
  fixed: ['AliasName'],
  attributes: [],
  properties: { AliasName: required(text), TargetKeyId: required(text) },
  async create({ AliasName, TargetKeyId }, { place }) {
    await place.call('kms', 'CreateAlias', { AliasName, TargetKeyId }, deployer(place));
    return { physicalId: AliasName };
  },
  async update({ TargetKeyId }, { physicalId: AliasName }, { place }) {
    await place.call('kms', 'UpdateAlias', { AliasName, TargetKeyId }, deployer(place));
    return undefined;
  },
  async delete({ physicalId: AliasName }, place) {
    await place.call('kms', 'DeleteAlias', { AliasName }, deployer(place));
  },
};
