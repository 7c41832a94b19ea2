import type { Operation } from '../../../service/service.ts';
import { foundObject, type ReadInput, shownObject, unreadable } from '../found-object.ts';
import { asked } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** Of a version, IAM asks for s3:GetObjectVersion. @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidArgument, MethodNotAllowed, PreconditionFailed, NotModified, InvalidRange */
export const getObject: Operation<ReadInput, S3Place> = {
  refuses: unreadable,
  ignores: ['RequestPayer'],
  asks: (input, place) => asked('GetObject', input, place),
  run: (input, { place }) => shownObject(foundObject(input, place, 'GET'), input, place),
};
