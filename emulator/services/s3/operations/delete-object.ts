import type { Operation } from '../../../service/service.ts';
import { checkDeletion, type DeleteConditions } from '../conditions.ts';
import { checkBypass } from '../governance-bypass.ts';
import { asked } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input extends DeleteConditions {
  Bucket: string;
  Key: string;
  VersionId?: string;
  ExpectedBucketOwner?: string;
  BypassGovernanceRetention?: boolean;
}

/**
 * What is not there is deleted already. Of a version, IAM asks for s3:DeleteObjectVersion.
 *
 * @throws AwsError NoSuchBucket, InvalidArgument, PreconditionFailed, NotImplemented
 */
export const deleteObject: Operation<Input, S3Place> = {
  refuses: ['MFA'],
  ignores: ['RequestPayer'],
  asks: (input, place) => asked('DeleteObject', input, place),
  run(input, { place }) {
    const { Bucket, Key, VersionId } = input;
    const bucket = place.s3.bucket(Bucket, input.ExpectedBucketOwner);
    checkBypass(input.BypassGovernanceRetention);
    checkDeletion(input, bucket.objects.find(Key, VersionId));
    if (VersionId !== undefined) return { VersionId, DeleteMarker: bucket.objects.removeVersion(Key, VersionId).deleted };
    const { versionId } = bucket.objects.remove(Key);
    return versionId === undefined ? {} : { VersionId: versionId, DeleteMarker: true };
  },
};
