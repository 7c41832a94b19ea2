import type { Operation } from '../../../service/service.ts';
import { foundObject, type ReadInput, shownObject, unreadable } from '../found-object.ts';
import { asked } from '../resources.ts';
import type { S3Place } from '../state.ts';

/** IAM asks for s3:GetObject, of a version for s3:GetObjectVersion. @throws AwsError as GetObject, without a body */
export const headObject: Operation<ReadInput, S3Place> = {
  refuses: unreadable,
  ignores: ['RequestPayer'],
  asks: (input, place) => asked('GetObject', input, place),
  run(input, { place }) {
    const { Body: _, ...head } = shownObject(foundObject(input, place, 'HEAD'), input, place);
    return head;
  },
};
