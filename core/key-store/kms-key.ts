import { DescribeKeyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import { kms } from '../aws/kms.ts';
import { setting } from '../aws/setting.ts';

/** Given in CreateKey itself: by it and the environment's tag a key is found that has no alias yet. */
export const keyTag = 'cloudhsm-lifecycle:key';

/** A key that an environment file declares. */
export interface DeclaredKey {
  environment: string;
  /** As the file names it. */
  name: string;
  keyStoreId: string;
}

export interface KmsKey {
  keyId: string;
  keyArn: string;
  /** Undefined for a key outside key stores. */
  keyStoreId: string | undefined;
  /** Enabled, Disabled, PendingDeletion, Unavailable, … */
  state: string;
  description: string;
  createdAt: Date;
  /** When KMS deletes one in PendingDeletion. */
  deletedAt?: Date;
}

/** The name by which an environment's key is known, to us and to applications: KMS keeps it unique. */
export function keyAlias(environment: string, name: string): string {
  return `alias/cloudhsm-lifecycle/${setting('STAGE')}/${environment}/${name}`;
}

/**
 * The key of an id, an ARN or an alias; undefined where KMS shows none.
 *
 * @throws what else KMS says: a denied read is not a missing key
 */
export async function describeKey(KeyId: string): Promise<KmsKey | undefined> {
  try {
    const { KeyMetadata } = await kms().send(new DescribeKeyCommand({ KeyId }));
    return KeyMetadata && toKmsKey(KeyMetadata);
  } catch (error) {
    if ((error as Error).name === 'NotFoundException') return undefined;
    throw error;
  }
}

export function toKmsKey(metadata: KeyMetadata): KmsKey {
  return {
    keyId: metadata.KeyId ?? '',
    keyArn: metadata.Arn ?? '',
    keyStoreId: metadata.CustomKeyStoreId,
    state: metadata.KeyState ?? '',
    description: metadata.Description ?? '',
    createdAt: metadata.CreationDate ?? new Date(0),
    ...(metadata.DeletionDate && { deletedAt: metadata.DeletionDate }),
  };
}
