import { DescribeKeyCommand, type KeyMetadata, ListResourceTagsCommand, paginateListKeys } from '@aws-sdk/client-kms';
import { environmentTag } from '../cloudhsm/cluster.ts';
import { kms } from './client.ts';

/** Given in CreateKey itself: by it and the environment's tag a key is found again. */
export const keyTag = 'cloudhsm-lifecycle:key';

export interface KmsKey {
  keyId: string;
  keyArn: string;
  createdAt: Date;
}

/** The key that an environment file declares, in a key store; undefined where there is none. Keys on their way to deletion do not count. */
export async function findKmsKey(keyStoreId: string, environment: string, name: string): Promise<KmsKey | undefined> {
  for await (const { Keys = [] } of paginateListKeys({ client: kms }, { Limit: 1000 })) {
    for (const { KeyId = '' } of Keys) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      if (KeyMetadata?.CustomKeyStoreId !== keyStoreId || KeyMetadata.KeyState === 'PendingDeletion') continue;
      const tags = await tagsOf(KeyId);
      if (tags[environmentTag] === environment && tags[keyTag] === name) return toKmsKey(KeyMetadata);
    }
  }
  return undefined;
}

export function toKmsKey({ KeyId = '', Arn = '', CreationDate = new Date(0) }: KeyMetadata): KmsKey {
  return { keyId: KeyId, keyArn: Arn, createdAt: CreationDate };
}

async function tagsOf(KeyId: string): Promise<Record<string, string>> {
  const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
  return Object.fromEntries(Tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]));
}
