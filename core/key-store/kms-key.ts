import { DescribeKeyCommand, type KeyMetadata, ListResourceTagsCommand, NotFoundException, paginateListKeys } from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';
import { environmentTag } from '../cloudhsm/cluster.ts';

/** Given in CreateKey itself: by it and the environment's tag a key is found again. */
export const keyTag = 'cloudhsm-lifecycle:key';

/** An account may have thousands of keys, and KMS lists them without saying what they are. */
const atOnce = 10;

export interface KmsKey {
  keyId: string;
  keyArn: string;
  createdAt: Date;
}

/** The key that an environment file declares, in a key store; undefined where there is none. Keys on their way to deletion do not count. */
export async function findKmsKey(keyStoreId: string, environment: string, name: string): Promise<KmsKey | undefined> {
  for await (const { Keys = [] } of paginateListKeys({ client: kms() }, { Limit: 1000 })) {
    for (let first = 0; first < Keys.length; first += atOnce) {
      const described = await Promise.all(Keys.slice(first, first + atOnce).map(({ KeyId = '' }) => describe(KeyId)));
      const inStore = described.filter((key) => key?.CustomKeyStoreId === keyStoreId && key.KeyState !== 'PendingDeletion');
      for (const key of inStore) {
        const tags = await tagsOf(key!.KeyId!);
        if (tags[environmentTag] === environment && tags[keyTag] === name) return toKmsKey(key!);
      }
    }
  }
  return undefined;
}

/** A key of somebody else may deny us by its policy, or go while we look. */
async function describe(KeyId: string): Promise<KeyMetadata | undefined> {
  try {
    return (await kms().send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
  } catch (error) {
    if (error instanceof NotFoundException || (error as Error).name === 'AccessDeniedException') return undefined;
    throw error;
  }
}

export function toKmsKey({ KeyId = '', Arn = '', CreationDate = new Date(0) }: KeyMetadata): KmsKey {
  return { keyId: KeyId, keyArn: Arn, createdAt: CreationDate };
}

async function tagsOf(KeyId: string): Promise<Record<string, string>> {
  const { Tags = [] } = await kms().send(new ListResourceTagsCommand({ KeyId }));
  return Object.fromEntries(Tags.map(({ TagKey = '', TagValue = '' }) => [TagKey, TagValue]));
}
