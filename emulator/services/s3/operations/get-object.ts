import type { Operation } from '../../../service/service.ts';
import { foundObject, type ReadInput, shownObject, unreadable } from '../found-object.ts';
import { onObject } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidArgument, MethodNotAllowed, PreconditionFailed, NotModified */
export const getObject: Operation<ReadInput, S3Place> = {
  refuses: unreadable,
  ignores: ['RequestPayer'],
  resources: onObject,
  run(input, { place }) {
    const object = foundObject(input, place, 'GET');
    return { ...shownObject(object, input, place), ContentLength: object.body.length, Body: object.body };
  },
};
