import { AwsError } from '../../../kernel/aws-error.ts';
import type { Operation } from '../../../service/service.ts';
import { onObject } from '../resources.ts';
import type { S3Place } from '../state.ts';

interface Input {
  Bucket: string;
  Delete: { Objects: { Key: string; VersionId?: string }[]; Quiet?: boolean };
  ExpectedBucketOwner?: string;
}

const mostKeys = 1000;

/** IAM asks for s3:DeleteObject of each, and refuses all over one. @throws AwsError NoSuchBucket, MalformedXML, NotImplemented */
export const deleteObjects: Operation<Input, S3Place> = {
  refuses: ['MFA', 'BypassGovernanceRetention'],
  // what is sent says its sums itself
  ignores: ['RequestPayer', 'ChecksumAlgorithm'],
  asks: (input, place) => {
    const { Bucket, Delete } = input;
    return [{ action: 'DeleteObject', resources: Delete.Objects.flatMap(({ Key }) => onObject({ Bucket, Key }, place)), about: input }];
  },
  run({ Bucket, Delete: { Objects, Quiet = false }, ExpectedBucketOwner }, { place }) {
    const bucket = place.s3.bucket(Bucket, ExpectedBucketOwner);
    const strange = Objects.flatMap(({ Key: _, ...more }) => Object.keys(more))[0];
    if (strange !== undefined) throw new AwsError('NotImplemented', `${strange} of an object in DeleteObjects is not emulated`);
    if (Objects.length > mostKeys)
      throw new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema');
    const Deleted = Objects.map(({ Key }) => {
      const { versionId } = bucket.remove(Key);
      return { Key, ...(versionId !== undefined && { DeleteMarker: true, DeleteMarkerVersionId: versionId }) };
    });
    return { Deleted: Quiet ? [] : Deleted };
  },
};
