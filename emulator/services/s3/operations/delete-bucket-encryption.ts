import type { Operation } from '../../../service/service.ts';
import { onBucket } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** Objects are encrypted as usual then. IAM asks for s3:PutEncryptionConfiguration. @throws AwsError NoSuchBucket */
export const deleteBucketEncryption: Operation<{ Bucket: string; ExpectedBucketOwner?: string }, S3Place> = {
  action: 'PutEncryptionConfiguration',
  resources: onBucket,
  run({ Bucket, ExpectedBucketOwner }, { place }) {
    place.s3.bucket(Bucket, ExpectedBucketOwner).set({ encryption: { algorithm: 'AES256' } });
  },
};
