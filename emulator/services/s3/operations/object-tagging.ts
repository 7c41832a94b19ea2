import type { Operation, Question } from '../../../service/service.ts';
import { isDeleteMarker, noSuchKey, noSuchVersion } from '../no-object.ts';
import { onObject } from '../resources.ts';
import type { S3Place } from '../state.ts';
import { checkTagSet, type Tag } from '../tag-set.ts';

interface OfObject {
  Bucket: string;
  Key: string;
  VersionId?: string;
  ExpectedBucketOwner?: string;
}

/** Of a version, IAM asks for s3:PutObjectVersionTagging. @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed, InvalidTag, BadRequest */
export const putObjectTagging: Operation<OfObject & { Tagging: { TagSet: Tag[] } }, S3Place> = {
  // what is sent says its sums itself; whose bill a request goes to is nobody's here
  ignores: ['ContentMD5', 'ChecksumAlgorithm', 'RequestPayer'],
  asks: (input, place) => asked('Put', input, place),
  run(input, { place }) {
    const { object, VersionId } = taggedObject(input, place, 'PUT');
    checkTagSet(input.Tagging.TagSet, 'object');
    object.tags = input.Tagging.TagSet;
    return { VersionId };
  },
};

/** Of a version, IAM asks for s3:GetObjectVersionTagging. @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed */
export const getObjectTagging: Operation<OfObject, S3Place> = {
  ignores: ['RequestPayer'],
  asks: (input, place) => asked('Get', input, place),
  run(input, { place }) {
    const { object, VersionId } = taggedObject(input, place, 'GET');
    return { TagSet: object.tags, VersionId };
  },
};

/** Of a version, IAM asks for s3:DeleteObjectVersionTagging. @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed */
export const deleteObjectTagging: Operation<OfObject, S3Place> = {
  asks: (input, place) => asked('Delete', input, place),
  run(input, { place }) {
    const { object, VersionId } = taggedObject(input, place, 'DELETE');
    object.tags = [];
    return { VersionId };
  },
};

function asked(verb: string, input: OfObject, place: S3Place): Question[] {
  const action = `${verb}Object${input.VersionId === undefined ? '' : 'Version'}Tagging`;
  return [{ action, resources: onObject(input, place), about: input }];
}

/** Errors as recorded (localstack test_object_tagging_exc and test_object_tagging_versioned): a mark is no object without its id either. */
function taggedObject({ Bucket, Key, VersionId, ExpectedBucketOwner }: OfObject, { s3 }: S3Place, Method: 'PUT' | 'GET' | 'DELETE') {
  const { objects } = s3.bucket(Bucket, ExpectedBucketOwner);
  const object = objects.version(Key, VersionId);
  if (!object && VersionId !== undefined) throw noSuchVersion(Key, VersionId);
  if (!object) throw noSuchKey(Method === 'GET' ? `${Bucket}/${Key}` : Key);
  if (object.deleted) throw isDeleteMarker(Method);
  return { object, VersionId: objects.told(object) };
}
