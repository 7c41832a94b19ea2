import type { Place } from '../../service/place.ts';
import type { Encryption } from './bucket-settings.ts';

/** What answers tell of an object's encryption: a key by its ARN, however its bucket names it (localstack test_s3_bucket_encryption_sse_kms). */
export function shownEncryption({ algorithm, kmsKeyId, bucketKey }: Encryption, { partition, region, accountId }: Place) {
  const isId = kmsKeyId !== undefined && !/^(arn:|alias\/)/.test(kmsKeyId);
  return {
    ServerSideEncryption: algorithm,
    SSEKMSKeyId: isId ? `arn:${partition}:kms:${region}:${accountId}:key/${kmsKeyId}` : kmsKeyId,
    BucketKeyEnabled: algorithm === 'aws:kms' && bucketKey ? true : undefined,
  };
}
