import { deployer } from '../deployer.ts';
import { document, flag, inert, structures, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const key: ResourceType = {
  type: 'AWS::KMS::Key',
  attributes: ['Arn', 'KeyId'],
  properties: {
    Description: text,
    EnableKeyRotation: flag,
    KeyPolicy: document,
    KeySpec: text,
    KeyUsage: text,
    PendingWindowInDays: inert('nothing deletes what a template has made'),
    Tags: structures({ Key: text, Value: text }),
  },
  async create({ EnableKeyRotation, KeyPolicy, Tags = [], ...given }, { place }) {
    const ask = (operation: string, input: object) => place.call('kms', operation, input, deployer(place));
    const Policy = KeyPolicy && JSON.stringify(KeyPolicy);
    const named = Tags.map(({ Key: TagKey, Value: TagValue }: { Key: string; Value: string }) => ({ TagKey, TagValue }));
    const { KeyMetadata } = (await ask('CreateKey', { ...given, ...(Policy && { Policy }), Tags: named })) as {
      KeyMetadata: { KeyId: string; Arn: string };
    };
    const { KeyId, Arn } = KeyMetadata;
    if (EnableKeyRotation) await ask('EnableKeyRotation', { KeyId });
    return { physicalId: KeyId, arn: Arn, attributes: { Arn, KeyId } };
  },
};
