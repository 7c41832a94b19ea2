import type { Operation } from '../../../service/service.ts';
import { foundObject, type ReadInput, shownObject, unreadable } from '../found-object.ts';
import { onObject } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** IAM asks for s3:GetObject. @throws AwsError as GetObject, without a body */
export const headObject: Operation<ReadInput, S3Place> = {
  action: 'GetObject',
  refuses: unreadable,
  ignores: ['RequestPayer'],
  resources: onObject,
  run(input, { place }) {
    const object = foundObject(input, place, 'HEAD');
    return { ...shownObject(object, input, place), ContentLength: object.body.length };
  },
};
