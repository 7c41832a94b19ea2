import { AwsError } from '../../../kernel/aws-error.ts';
import { malformedXml } from '../../../kernel/malformed-xml.ts';
import type { Operation } from '../../../service/service.ts';
import type { Bucket } from '../bucket.ts';
import { checkBypass } from '../governance-bypass.ts';
import { madeUpId } from '../object-versions.ts';
import { asked } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Named {
  Key: string;
  VersionId?: string;
}
interface Input {
  Bucket: string;
  Delete: { Objects: Named[]; Quiet?: boolean };
  ExpectedBucketOwner?: string;
  BypassGovernanceRetention?: boolean;
}

const mostKeys = 1000;

/**
 * IAM asks for s3:DeleteObject of each, of a version for s3:DeleteObjectVersion, and refuses all over one. More than are taken are
 * refused anyway.
 *
 * @throws AwsError NoSuchBucket, InvalidArgument, MalformedXML, NotImplemented
 */
export const deleteObjects: Operation<Input, S3Place> = {
  refuses: ['MFA'],
  // what is sent says its sums itself
  ignores: ['RequestPayer', 'ChecksumAlgorithm'],
  asks: (input, place) =>
    input.Delete.Objects.slice(0, mostKeys).flatMap((named) => asked('DeleteObject', { Bucket: input.Bucket, ...named }, place)),
  run({ Bucket, Delete: { Objects, Quiet = false }, ExpectedBucketOwner, BypassGovernanceRetention }, { place }) {
    const bucket = place.s3.bucket(Bucket, ExpectedBucketOwner);
    checkBypass(BypassGovernanceRetention);
    const strange = Objects.flatMap(({ Key: _, VersionId: _id, ...more }) => Object.keys(more))[0];
    if (strange !== undefined) throw new AwsError('NotImplemented', `${strange} of an object in DeleteObjects is not emulated`);
    if (Objects.length > mostKeys) throw malformedXml();
    const Deleted: object[] = [];
    const Errors: object[] = [];
    for (const named of Objects) {
      try {
        Deleted.push(removed(bucket, named));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        Errors.push({ ...named, ...told(error) });
      }
    }
    return { Deleted: Quiet ? [] : Deleted, Errors };
  },
};

/** An id that S3 has never given is here that of a version that is not there (localstack test_delete_objects, recorded on AWS). */
function told({ code, message }: AwsError) {
  if (message === madeUpId) return { Code: 'NoSuchVersion', Message: 'The specified version does not exist.' };
  return { Code: code, Message: message };
}

function removed(bucket: Bucket, { Key, VersionId }: Named): object {
  if (VersionId !== undefined) {
    const { deleted } = bucket.objects.removeVersion(Key, VersionId);
    return { Key, VersionId, ...(deleted && { DeleteMarker: true, DeleteMarkerVersionId: VersionId }) };
  }
  const { versionId } = bucket.objects.remove(Key);
  return { Key, ...(versionId !== undefined && { DeleteMarker: true, DeleteMarkerVersionId: versionId }) };
}
