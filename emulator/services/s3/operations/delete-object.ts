import type { Operation } from '../../../service/service.ts';
import { onObject } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input {
  Bucket: string;
  Key: string;
  ExpectedBucketOwner?: string;
}

/** What is not there is deleted already. @throws AwsError NoSuchBucket */
export const deleteObject: Operation<Input, S3Place> = {
  refuses: ['MFA', 'VersionId', 'BypassGovernanceRetention', 'IfMatch', 'IfMatchLastModifiedTime', 'IfMatchSize'],
  ignores: ['RequestPayer'],
  resources: onObject,
  run({ Bucket, Key, ExpectedBucketOwner }, { place }) {
    const { versionId } = place.s3.bucket(Bucket, ExpectedBucketOwner).remove(Key);
    return versionId === undefined ? {} : { VersionId: versionId, DeleteMarker: true };
  },
};
