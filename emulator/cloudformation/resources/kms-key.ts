import { isDeepStrictEqual } from 'node:util';
import { changedTags } from '../changed-tags.ts';
import { deployer } from '../deployer.ts';
import { between, document, flag, structures, text } from '../properties.ts';
import type { ResourceType } from '../resource-type.ts';

export const key: ResourceType = {
  type: 'AWS::KMS::Key',
  // on AWS the request fails, too
  unchangeable: ['KeySpec', 'KeyUsage', 'MultiRegion'],
  attributes: ['Arn', 'KeyId'],
  properties: {
    Description: text,
    EnableKeyRotation: flag,
    KeyPolicy: document,
    KeySpec: text,
    KeyUsage: text,
    MultiRegion: flag,
    PendingWindowInDays: between(7, 30),
    Tags: structures({ Key: text, Value: text }),
  },
  async create({ EnableKeyRotation, KeyPolicy, PendingWindowInDays: _, Tags = [], ...given }, { place, made }) {
    const ask = (operation: string, input: object) => place.call('kms', operation, input, deployer(place));
    const Policy = KeyPolicy && JSON.stringify(KeyPolicy);
    const named = Tags.map(({ Key: TagKey, Value: TagValue }: { Key: string; Value: string }) => ({ TagKey, TagValue }));
    const { KeyMetadata } = (await ask('CreateKey', { ...given, ...(Policy && { Policy }), Tags: named })) as {
      KeyMetadata: { KeyId: string; Arn: string };
    };
    const { KeyId, Arn } = KeyMetadata;
    made({ physicalId: KeyId, arn: Arn });
    if (EnableKeyRotation) await ask('EnableKeyRotation', { KeyId });
    return { physicalId: KeyId, arn: Arn, attributes: { Arn, KeyId } };
  },
  async update({ Description = '', EnableKeyRotation = false, KeyPolicy, Tags }, { physicalId: KeyId, properties: before }, { place }) {
    const ask = (operation: string, input: object) => place.call('kms', operation, { KeyId, ...input }, deployer(place));
    if (Description !== (before.Description ?? '')) await ask('UpdateKeyDescription', { Description });
    if (EnableKeyRotation !== (before.EnableKeyRotation ?? false))
      await ask(EnableKeyRotation ? 'EnableKeyRotation' : 'DisableKeyRotation', {});
    if (KeyPolicy && !isDeepStrictEqual(KeyPolicy, before.KeyPolicy)) await ask('PutKeyPolicy', { Policy: JSON.stringify(KeyPolicy) });
    const { set, gone } = changedTags(before.Tags, Tags);
    if (gone.length > 0) await ask('UntagResource', { TagKeys: gone });
    if (set.length > 0) await ask('TagResource', { Tags: set.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })) });
    return undefined;
  },
  async delete({ physicalId: KeyId, properties }, place) {
    const { PendingWindowInDays } = properties;
    await place.call('kms', 'ScheduleKeyDeletion', { KeyId, ...(PendingWindowInDays && { PendingWindowInDays }) }, deployer(place));
  },
};
