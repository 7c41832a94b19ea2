import type { StatedRule } from './lifecycle-rule.ts';

/** Who has ever kept versions goes on to have them, and can only suspend new ones. */
export type Versioning = 'Enabled' | 'Suspended';

/** What new objects are encrypted with. */
export interface Encryption {
  algorithm: string;
  kmsKeyId?: string;
  /** It is told alone, of objects too where a key of KMS encrypts them. */
  bucketKey?: boolean;
}

/** It is told alone: nobody without credentials of the account gets in here. */
export interface PublicAccessBlock {
  BlockPublicAcls?: boolean;
  IgnorePublicAcls?: boolean;
  BlockPublicPolicy?: boolean;
  RestrictPublicBuckets?: boolean;
}

export interface BucketSettings {
  versioning?: Versioning | undefined;
  /** SSE-S3 where nobody says anything, as S3 does since 2023. */
  encryption?: Encryption;
  lifecycle?: StatedRule[];
  /** As it was made with, where that is not its region: `EU` is eu-west-1. */
  locationConstraint?: 'EU';
  /** Of a bucket that was made with none, everything is blocked, as S3 has it since April 2023; null where it was taken away. */
  publicAccessBlock?: PublicAccessBlock | null;
  /** Of a bucket that was made with none, objects are the bucket's owner's, as S3 has it since April 2023; null where it was taken away. */
  ownership?: 'BucketOwnerEnforced' | null;
}

/** What new objects are encrypted with, where nobody says otherwise. */
export function encryptionOf({ encryption = { algorithm: 'AES256' } }: Pick<BucketSettings, 'encryption'>): Encryption {
  return encryption;
}

export const everythingBlocked: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};
